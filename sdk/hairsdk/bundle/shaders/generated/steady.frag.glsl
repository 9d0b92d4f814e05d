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

uniform highp sampler2D coarse;
uniform highp sampler2D trusted;
uniform highp sampler2D before;

layout(location = 0) out highp vec4 result;

ivec2 sizeOf_0()
{
    uint width_0 = uint(textureSize(coarse, 0).x);
    uint height_0 = uint(textureSize(coarse, 0).y);
    return ivec2(int(width_0), int(height_0));
}

ivec2 sizeOf_1()
{
    uint width_1 = uint(textureSize(trusted, 0).x);
    uint height_1 = uint(textureSize(trusted, 0).y);
    return ivec2(int(width_1), int(height_1));
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
    return mix(mix(texelFetch(trusted, _S4.xy, _S4.z), texelFetch(trusted, _S5.xy, _S5.z), _S8), mix(texelFetch(trusted, _S6.xy, _S6.z), texelFetch(trusted, _S7.xy, _S7.z), _S8), vec4(_S3.share_0.y));
}

highp vec4 bilinear_1(Place_0 _S9)
{
    ivec3 _S10 = ivec3(_S9.low_0, 0);
    ivec3 _S11 = ivec3(_S9.high_0.x, _S9.low_0.y, 0);
    ivec3 _S12 = ivec3(_S9.low_0.x, _S9.high_0.y, 0);
    ivec3 _S13 = ivec3(_S9.high_0, 0);
    highp vec4 _S14 = vec4(_S9.share_0.x);
    return mix(mix(texelFetch(before, _S10.xy, _S10.z), texelFetch(before, _S11.xy, _S11.z), _S14), mix(texelFetch(before, _S12.xy, _S12.z), texelFetch(before, _S13.xy, _S13.z), _S14), vec4(_S9.share_0.y));
}

void main()
{
    ivec2 _S15 = sizeOf_0();
    ivec2 _S16 = sizeOf_1();
    ivec3 _S17 = ivec3(ivec2(gl_FragCoord.xy), 0);
    highp float hair_0 = texelFetch(coarse, _S17.xy, _S17.z).x;
    highp vec2 _S18 = vec2(_S15);
    highp vec2 param = gl_FragCoord.xy;
    highp vec2 param_1 = _S18;
    ivec2 param_2 = _S16;
    Place_0 param_3 = placeOf_0(param, param_1, param_2);
    highp vec3 known_0 = bilinear_0(param_3).xyz;
    highp vec2 param_4 = gl_FragCoord.xy + ((known_0.xy * _S18) / vec2(_S16));
    highp vec2 param_5 = _S18;
    ivec2 param_6 = _S15;
    Place_0 param_7 = placeOf_0(param_4, param_5, param_6);
    highp float change_0 = bilinear_1(param_7).x - hair_0;
    highp float hair_1 = hair_0 + ((known_0.z * clamp(1.5 - (1.5 * abs(change_0)), 0.0, 1.0)) * change_0);
    result = vec4(hair_1, hair_1, hair_1, 1.0);
}
