"""The timeline: time runs left to right in both languages; heads stand where reading begins."""
