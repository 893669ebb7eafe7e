"""Small controls that Qt lacks, each in both directions, with a name for screen readers."""
