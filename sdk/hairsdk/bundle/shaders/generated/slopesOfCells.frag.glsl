#version 300 es
// Generated from hair_steady.slang: do not edit.

precision highp float;
precision highp int;

struct Place_0
{
    ivec2 low_0;
    ivec2 high_0;
    highp vec2 share_0;
};

uniform highp sampler2D grey;
uniform highp sampler2D motion;
uniform highp sampler2D greyBefore;

layout(location = 0) out highp vec4 result;

ivec2 sizeOf_1()
{
    uint width_1 = uint(textureSize(grey, 0).x);
    uint height_1 = uint(textureSize(grey, 0).y);
    return ivec2(int(width_1), int(height_1));
}

highp float levelAt_0(ivec2 cell)
{
    ivec3 _S11 = ivec3(clamp(cell, ivec2(0), sizeOf_1() - ivec2(1)), 0);
    return texelFetch(grey, _S11.xy, _S11.z).x;
}

ivec2 sizeOf_0()
{
    uint width_0 = uint(textureSize(motion, 0).x);
    uint height_0 = uint(textureSize(motion, 0).y);
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
    return mix(mix(texelFetch(motion, _S4.xy, _S4.z), texelFetch(motion, _S5.xy, _S5.z), _S8), mix(texelFetch(motion, _S6.xy, _S6.z), texelFetch(motion, _S7.xy, _S7.z), _S8), vec4(_S3.share_0.y));
}

highp vec2 motionAt_0(highp vec2 centre_1, ivec2 size_1)
{
    ivec2 _S9 = sizeOf_0();
    highp vec2 _S10 = vec2(size_1);
    highp vec2 param = centre_1;
    highp vec2 param_1 = _S10;
    ivec2 param_2 = _S9;
    Place_0 param_3 = placeOf_0(param, param_1, param_2);
    return (bilinear_0(param_3).xy * _S10) / vec2(_S9);
}

highp vec4 bilinear_1(Place_0 _S12)
{
    ivec3 _S13 = ivec3(_S12.low_0, 0);
    ivec3 _S14 = ivec3(_S12.high_0.x, _S12.low_0.y, 0);
    ivec3 _S15 = ivec3(_S12.low_0.x, _S12.high_0.y, 0);
    ivec3 _S16 = ivec3(_S12.high_0, 0);
    highp vec4 _S17 = vec4(_S12.share_0.x);
    return mix(mix(texelFetch(greyBefore, _S13.xy, _S13.z), texelFetch(greyBefore, _S14.xy, _S14.z), _S17), mix(texelFetch(greyBefore, _S15.xy, _S15.z), texelFetch(greyBefore, _S16.xy, _S16.z), _S17), vec4(_S12.share_0.y));
}

void main()
{
    ivec2 _S18 = ivec2(gl_FragCoord.xy);
    ivec2 _S19 = sizeOf_1();
    ivec2 param = _S18 + ivec2(1, 0);
    ivec2 param_1 = _S18 - ivec2(1, 0);
    ivec2 param_2 = _S18 + ivec2(0, 1);
    ivec2 param_3 = _S18 - ivec2(0, 1);
    highp vec2 param_4 = gl_FragCoord.xy;
    ivec2 param_5 = _S19;
    highp vec2 param_6 = gl_FragCoord.xy + motionAt_0(param_4, param_5);
    highp vec2 param_7 = vec2(_S19);
    ivec2 param_8 = _S19;
    Place_0 param_9 = placeOf_0(param_6, param_7, param_8);
    ivec2 param_10 = _S18;
    result = vec4(0.5 * (levelAt_0(param) - levelAt_0(param_1)), 0.5 * (levelAt_0(param_2) - levelAt_0(param_3)), bilinear_1(param_9).x - levelAt_0(param_10), 1.0);
}
