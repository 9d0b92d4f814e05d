// What the table of functions, which ios_port.py makes from the .metal files, is made of.
#pragma once

#include "gpu.h"

struct Arguments
{
    float position[4];
    unsigned int vertex;
    const GpuTexture *const *textures;
    const void *buffer0;
};

// Colour of a fragment, or position of a vertex.
using Call = void (*)(const Arguments &, float (&result)[4]);

// Adds itself to the table.
struct Function
{
    Function(const GpuFunction &about, Call call);

    const GpuFunction about;
    const Call call;
};
