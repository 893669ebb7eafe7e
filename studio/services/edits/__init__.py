"""Edits of a document: pure functions from one value to the next, one concept a module.

A layer is named by its path: the ids on the way down from the composition's own layers.  Inside a track the
next id is a clip's, and after it comes a layer of the clip.  Whatever an edit gives back is valid, and shares
all that it did not change with what it was given.
"""
