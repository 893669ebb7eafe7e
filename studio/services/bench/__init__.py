"""`studio bench`: the workloads, what they are measured beside, and how they are measured."""
