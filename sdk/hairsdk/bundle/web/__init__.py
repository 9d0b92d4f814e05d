"""The page of web bundles: one HTML file with network, runtime, looks and shaders inside."""
