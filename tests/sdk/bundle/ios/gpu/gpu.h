/* What draws: the functions of the .metal files, compiled as C++, and a rasteriser. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Numbers are those of Apple's enumerations. */
enum { GPU_2D = 2, GPU_3D = 7 };

enum {
    GPU_R8 = 10,
    GPU_R32F = 55,
    GPU_RGBA8 = 70,
    GPU_BGRA8 = 80,
    GPU_BGRA8_SRGB = 81,
    GPU_RGBA16F = 115,
    GPU_RGBA32F = 125,
};

enum { GPU_SLOTS = 31 };

/* Texels without gaps. */
typedef struct {
    int type, format;
    uint32_t width, height, depth;
    uint8_t *texels;
} GpuTexture;

typedef struct {
    const char *name;
    bool is_vertex;
    bool reads_settings;
    size_t settings_size;
    /* Type of the texture at each slot, 0 where it declares none. */
    int textures[GPU_SLOTS];
} GpuFunction;

/* The function of that name in the .metal files, or NULL. */
const GpuFunction *gpu_function(const char *name);

/* Bytes of a texel, 0 for a format that is not here. */
size_t gpu_texel_size(int format);

/* A texel as a shader reads it. */
void gpu_read(const GpuTexture *texture, uint32_t x, uint32_t y, uint32_t z, float *into);

void gpu_fill(const GpuTexture *texture, const float *colour);

/* Draws vertices 0 to 2 as a triangle, which must cover the target. */
void gpu_draw(const char *vertex, const char *fragment, const GpuTexture *const *textures,
              const void *settings, const GpuTexture *target);

/* Ends the program, and says which shader is to blame where one is run. */
void gpu_fail(const char *what) __attribute__((noreturn));

#ifdef __cplusplus
}
#endif
