"""Earlier states of a project, and what a crash left behind."""
