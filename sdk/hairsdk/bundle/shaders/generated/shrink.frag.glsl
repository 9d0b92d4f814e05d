#version 300 es
// Generated from hair_mask.slang: do not edit.

precision highp float;
precision highp int;

struct Place_0
{
    ivec2 low_0;
    ivec2 high_0;
    highp vec2 share_0;
};

layout(std140) uniform Settings
{
    highp vec2 scale;
    highp float toe;
    highp float noise;
    int cell;
    int radius;
    int reach;
    highp float unsure;
} settings;

uniform highp sampler2D seen;

layout(location = 0) out highp vec4 result;

ivec2 sizeOf_0()
{
    uint width_0 = uint(textureSize(seen, 0).x);
    uint height_0 = uint(textureSize(seen, 0).y);
    return ivec2(int(width_0), int(height_0));
}

Place_0 placeOf_0(highp vec2 centre_0, highp vec2 span_0, ivec2 size_0)
{
    ivec2 _S1 = size_0 - ivec2(1);
    highp vec2 texel_0 = clamp(((centre_0 * vec2(size_0)) / span_0) - vec2(0.5), vec2(0.0), vec2(_S1));
    ivec2 _S2 = ivec2(texel_0);
    Place_0 place_0;
    place_0.low_0 = _S2;
    place_0.high_0 = min((_S2 + ivec2(1)), _S1);
    place_0.share_0 = texel_0 - vec2(_S2);
    return place_0;
}

highp vec4 bilinear_0(Place_0 _S3)
{
    ivec3 _S4 = ivec3(_S3.low_0, 0);
    ivec3 _S5 = ivec3(_S3.high_0.x, _S3.low_0.y, 0);
    ivec3 _S6 = ivec3(_S3.low_0.x, _S3.high_0.y, 0);
    ivec3 _S7 = ivec3(_S3.high_0, 0);
    highp vec4 _S8 = vec4(_S3.share_0.x);
    return mix(mix(texelFetch(seen, _S4.xy, _S4.z), texelFetch(seen, _S5.xy, _S5.z), _S8), mix(texelFetch(seen, _S6.xy, _S6.z), texelFetch(seen, _S7.xy, _S7.z), _S8), vec4(_S3.share_0.y));
}

void main()
{
    ivec2 _S9 = sizeOf_0();
    highp vec2 param = gl_FragCoord.xy * settings.scale;
    highp vec2 param_1 = vec2(_S9);
    ivec2 param_2 = _S9;
    Place_0 param_3 = placeOf_0(param, param_1, param_2);
    result = bilinear_0(param_3);
}
