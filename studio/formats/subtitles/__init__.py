"""Subtitle files: read as they are in the wild, written as players and platforms want them.

    bytes -> decoding -> text -> sniffing -> a format's `read` -> raw cues -> cues -> SubtitleFile
    SubtitleFile -> a format's `write` -> text

One module a format; `cues` has the repairs that all of them share, `types` what comes out.  Nothing is lost
in silence: `SubtitleFile.mended` and `WrittenSubtitles.told` say what was repaired, left out, not written.
"""
