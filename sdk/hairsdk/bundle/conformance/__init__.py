"""One frame through every reader of looks there is: shaders, LUT programs, hairsdk itself."""
