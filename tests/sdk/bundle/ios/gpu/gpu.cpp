#include "gpu.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <thread>
#include <unordered_map>

#include "functions.h"

namespace
{
thread_local const char *running = nullptr;

std::unordered_map<std::string, const Function *> &table()
{
    static std::unordered_map<std::string, const Function *> all;
    return all;
}

const Function &named(const char *name)
{
    return *table().at(name);
}

// Numbers are rounded to the nearest, and NaN is 0.
uint8_t byte(float value)
{
    if (!(value > 0)) return 0;
    return static_cast<uint8_t>(std::round(255.0f * std::fmin(value, 1.0f)));
}

uint8_t *texel(const GpuTexture &texture, size_t x, size_t y, size_t z)
{
    size_t number = (z * texture.height + y) * texture.width + x;
    return texture.texels + number * gpu_texel_size(texture.format);
}

void write(const GpuTexture &texture, size_t x, size_t y, size_t z, const float (&colour)[4])
{
    uint8_t *at = texel(texture, x, y, z);
    _Float16 halves[4];
    switch (texture.format) {
    case GPU_R8:
        at[0] = byte(colour[0]);
        break;
    case GPU_RGBA8:
        for (int i = 0; i < 4; i++) at[i] = byte(colour[i]);
        break;
    case GPU_BGRA8:
        for (int i = 0; i < 4; i++) at[i] = byte(colour[i < 3 ? 2 - i : 3]);
        break;
    case GPU_R32F:
        std::memcpy(at, colour, 4);
        break;
    case GPU_RGBA16F:
        for (int i = 0; i < 4; i++) halves[i] = static_cast<_Float16>(colour[i]);
        std::memcpy(at, halves, 8);
        break;
    case GPU_RGBA32F:
        std::memcpy(at, colour, 16);
        break;
    default:
        gpu_fail("renders into a format that is not here");
    }
}

// In normalised device coordinates, where the target is what lies from -1 to 1.
void check_cover(const char *vertex)
{
    const Function &function = named(vertex);
    running = vertex;
    const GpuTexture *const textures[GPU_SLOTS] = {};
    float corners[3][4];
    for (unsigned int i = 0; i < 3; i++) {
        function.call({{}, i, textures, nullptr}, corners[i]);
        if (corners[i][3] != 1 || corners[i][2] < 0 || corners[i][2] > 1) gpu_fail("is clipped");
    }
    int side = 0;
    for (int i = 0; i < 3; i++) {
        const float *a = corners[i], *b = corners[(i + 1) % 3];
        for (int at = 0; at < 4; at++) {
            float x = at % 2 ? 1 : -1, y = at / 2 ? 1 : -1;
            float area = (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]);
            int sign = area > 0 ? 1 : area < 0 ? -1 : 0;
            if (side == 0) side = sign;
            if (sign == -side && sign != 0) gpu_fail("leaves a part of the target free");
        }
    }
    if (side == 0) gpu_fail("gives no triangle");
    running = nullptr;
}
}

Function::Function(const GpuFunction &about, Call call) : about(about), call(call)
{
    if (!table().emplace(about.name, this).second) gpu_fail("is there twice in one library");
}

const GpuFunction *gpu_function(const char *name)
{
    auto found = table().find(name);
    return found == table().end() ? nullptr : &found->second->about;
}

size_t gpu_texel_size(int format)
{
    switch (format) {
    case GPU_R8:
        return 1;
    case GPU_R32F:
    case GPU_RGBA8:
    case GPU_BGRA8:
    case GPU_BGRA8_SRGB:
        return 4;
    case GPU_RGBA16F:
        return 8;
    case GPU_RGBA32F:
        return 16;
    default:
        return 0;
    }
}

void gpu_read(const GpuTexture *texture, uint32_t x, uint32_t y, uint32_t z, float *into)
{
    if (x >= texture->width || y >= texture->height || z >= texture->depth)
        gpu_fail("reads outside of a texture");
    const uint8_t *at = texel(*texture, x, y, z);
    into[1] = into[2] = 0;
    into[3] = 1;
    _Float16 halves[4];
    switch (texture->format) {
    case GPU_R8:
        into[0] = at[0] / 255.0f;
        break;
    case GPU_RGBA8:
        for (int i = 0; i < 4; i++) into[i] = at[i] / 255.0f;
        break;
    case GPU_BGRA8:
        for (int i = 0; i < 4; i++) into[i] = at[i < 3 ? 2 - i : 3] / 255.0f;
        break;
    case GPU_R32F:
        std::memcpy(into, at, 4);
        break;
    case GPU_RGBA16F:
        std::memcpy(halves, at, 8);
        for (int i = 0; i < 4; i++) into[i] = static_cast<float>(halves[i]);
        break;
    case GPU_RGBA32F:
        std::memcpy(into, at, 16);
        break;
    default:
        gpu_fail("reads a format that is not here");
    }
}

void gpu_fill(const GpuTexture *texture, const float *colour)
{
    const float all[4] = {colour[0], colour[1], colour[2], colour[3]};
    for (size_t z = 0; z < texture->depth; z++)
        for (size_t y = 0; y < texture->height; y++)
            for (size_t x = 0; x < texture->width; x++) write(*texture, x, y, z, all);
}

void gpu_draw(const char *vertex, const char *fragment, const GpuTexture *const *textures,
              const void *settings, const GpuTexture *target)
{
    check_cover(vertex);
    const Function &function = named(fragment);
    auto rows = [&](size_t first, size_t step) {
        running = fragment;
        float colour[4];
        for (size_t y = first; y < target->height; y += step)
            for (size_t x = 0; x < target->width; x++) {
                // Places are those of the middles of pixels, from the upper left corner.
                float at[2] = {static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f};
                function.call({{at[0], at[1], 0, 1}, 0, textures, settings}, colour);
                write(*target, x, y, 0, colour);
            }
        running = nullptr;
    };
    if (target->width * target->height < 4096) return rows(0, 1);
    std::thread other(rows, 1, 2);
    rows(0, 2);
    other.join();
}

void gpu_fail(const char *what)
{
    std::fprintf(stderr, "Metal: %s %s\n", running ? running : "the app", what);
    std::abort();
}
