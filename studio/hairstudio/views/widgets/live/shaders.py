"""The two fragment shaders of the video view on the graphics card, in GLSL 3.30."""

from __future__ import annotations

__all__ = ["RECOLOUR", "SHOW", "TRIANGLE"]

TRIANGLE = """
#version 330
void main()
{
    vec2 corner = vec2((gl_VertexID << 1) & 2, gl_VertexID & 2);
    gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}
"""
"""One triangle that covers the target."""

# As hairsdk.apply.recolor_pixels works for bytes: it rounds the looked-up colour to a byte, and
# cv2.blendLinear divides by the sum of the weights plus 1e-5. The look-up is that of
# hairsdk/bundle/shaders/hair_render.slang: tetrahedral (Kasson, Nin, Plouffe and Hafner, 1995),
# with the two LUTs blended at the four corners.
RECOLOUR = """
#version 330
uniform sampler2D frame;
uniform sampler2D mask;
uniform sampler3D dark;
uniform sampler3D light;
uniform vec3 domain_min;
uniform vec3 domain_span;
uniform float position;
uniform float strength;
out vec4 result;

vec3 entry(ivec3 place)
{
    return mix(texelFetch(dark, place, 0).rgb, texelFetch(light, place, 0).rgb, position);
}

vec3 look_up(vec3 colour)
{
    int last = textureSize(dark, 0).x - 1;
    vec3 place = clamp((colour - domain_min) / domain_span, 0.0, 1.0) * float(last);
    ivec3 low = min(ivec3(place), ivec3(last - 1));
    vec3 inside = place - vec3(low);
    float r = inside.r, g = inside.g, b = inside.b;
    float most = max(r, max(g, b));
    float least = min(r, min(g, b));
    float middle = max(min(r, g), min(max(r, g), b));
    ivec3 one = r >= g && r >= b ? ivec3(1, 0, 0) : (g >= b ? ivec3(0, 1, 0) : ivec3(0, 0, 1));
    ivec3 two = b <= g && b <= r ? ivec3(1, 1, 0) : (g <= r ? ivec3(1, 0, 1) : ivec3(0, 1, 1));
    vec3 colours = (1.0 - most) * entry(low);
    colours += (most - middle) * entry(low + one);
    colours += (middle - least) * entry(low + two);
    colours += least * entry(low + 1);
    return clamp(colours, 0.0, 1.0);
}

void main()
{
    ivec2 pixel = ivec2(gl_FragCoord.xy);
    vec3 colour = texelFetch(frame, pixel, 0).rgb;
    float weight = clamp(texelFetch(mask, pixel, 0).r * strength, 0.0, 1.0);
    if (weight > 0.0)
    {
        vec3 byte = floor(look_up(colour) * 255.0 + 0.5) / 255.0;
        colour = (byte * weight + colour * (1.0 - weight)) / (1.0 + 1e-5);
    }
    result = vec4(colour, 1.0);
}
"""

# Pixels of the target count from its upper left corner here, as those of pictures do.
SHOW = """
#version 330
uniform sampler2D before;
uniform sampler2D after;
uniform sampler2D mask;
uniform vec2 origin;
uniform float zoom;
uniform float height;
uniform float split;
uniform bool nearest;
uniform vec4 film;
uniform vec3 surround;
uniform sampler3D monitor;
uniform bool converts;
out vec4 result;

vec3 texel(sampler2D picture, vec2 place)
{
    if (nearest)
        return texelFetch(picture, ivec2(place), 0).rgb;
    // Between two sizes the smaller one would look soft.
    return texture(picture, place / vec2(textureSize(picture, 0)), -0.5).rgb;
}

void main()
{
    vec2 pixel = vec2(gl_FragCoord.x, height - gl_FragCoord.y);
    vec2 place = (pixel - origin) / zoom;
    vec2 size = vec2(textureSize(before, 0));
    if (any(lessThan(place, vec2(0.0))) || any(greaterThanEqual(place, size)))
    {
        result = vec4(surround, 1.0);
        return;
    }
    vec3 colour = pixel.x < split ? texel(before, place) : texel(after, place);
    if (converts)
    {
        // The table's entries lie at the middles of its texels.
        float count = float(textureSize(monitor, 0).x);
        colour = texture(monitor, (colour * (count - 1.0) + 0.5) / count).rgb;
    }
    if (film.a > 0.0)
    {
        float hair = texel(mask, place).r;
        colour = mix(colour, film.rgb, clamp(hair * film.a, 0.0, 1.0));
    }
    result = vec4(colour, 1.0);
}
"""
