"""Training, evaluation and export of the hair segmentation network.

Never imported by the SDK or the studio; run it as ``python -m hairnet <command>``.
"""
