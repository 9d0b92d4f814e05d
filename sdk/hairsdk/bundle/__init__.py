"""Mobile bundles."""
