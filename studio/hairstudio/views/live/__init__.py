"""The Live workspace: the look on a camera, a movie or a picture, while it is tuned."""
