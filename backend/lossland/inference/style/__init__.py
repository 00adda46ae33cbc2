"""A picture in the style of another: a run, since it takes a while."""
