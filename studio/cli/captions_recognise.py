"""`studio captions recognise`: what is said in a film, as captions, offline."""

from pathlib import Path
from typing import Annotated

import typer

from studio.cli import console
from studio.cli.options import Force, Json


def add_to(app: typer.Typer) -> None:
    """The command as a part of `studio captions`."""
    app.command("recognise")(recognise)
    app.command("recognize", hidden=True)(recognise)


def recognise(
    video: Annotated[Path, typer.Argument(metavar="VIDEO", help="A film or sound in which somebody speaks.")],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="OUT", help="The subtitle file to write.")
    ],
    model: Annotated[
        Path | None,
        typer.Option("--model", metavar="DIR", help="The model's folder; otherwise that of the settings."),
    ] = None,
    language: Annotated[
        str, typer.Option("--lang", metavar="TAG", help="What is spoken; otherwise as it is heard.")
    ] = "",
    silence: Annotated[
        bool, typer.Option("--vad/--no-vad", help="Leave out stretches without speech first.")
    ] = True,
    threads: Annotated[
        int, typer.Option("--threads", min=0, max=64, help="Of the processor; 0 chooses.")
    ] = 0,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Make captions of what is said, with the time of every word, offline.

    \b
    studio captions recognise film.mp4 --model ~/models/whisper-small -o film.srt --lang ar
    studio captions recognise film.mp4 --model ~/models/whisper-small -o film.json      word times kept

    It takes the package faster-whisper (pip install faster-whisper) and a Whisper model made for it: a
    folder with model.bin, config.json, tokenizer.json and vocabulary. The studio never
    downloads anything by itself. Ctrl-C stops within a second.
    """
    from studio.cli.progress import ProgressLine
    from studio.cli.stopping import stoppable
    from studio.services.captions.converting import check_target, save_subtitles, target_format
    from studio.services.captions.recognition.recognise import RecogniseOptions
    from studio.services.captions.recognition.recognise import recognise as recognised
    from studio.services.captions.telling import told
    from studio.services.settings import load_settings

    form = target_format(output)
    check_target(output, video, replace=force)
    if model is None:
        settings, _ = load_settings()
        model = Path(settings.speech_model) if settings.speech_model else None
    options = RecogniseOptions(model, language, None, silence, threads)
    with stoppable() as cancellation, ProgressLine() as line:
        found = recognised(video, options, cancellation, line)
    lost = save_subtitles(found, output, form)
    words = sum(len(cue.words) for cue in found.cues)
    if as_json:
        facts = {"path": str(output), "language": found.language, "cues": len(found.cues), "words": words}
        console.show_json(facts | {"told": [told(one) for one in lost]})
        return
    console.show(f"{output}: {len(found.cues)} cues, {words} words, {found.language}")
    for one in lost:
        console.say(told(one))
