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

uniform highp sampler2D edges;
uniform highp sampler2D lines;
uniform highp sampler2D seen;
uniform highp sampler2D coarse;

layout(location = 0) out highp vec4 result;

ivec2 sizeOf_1()
{
    uint width_1 = uint(textureSize(lines, 0).x);
    uint height_1 = uint(textureSize(lines, 0).y);
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

highp vec4 bilinear_0(Place_0 _S8)
{
    ivec3 _S9 = ivec3(_S8.low_0, 0);
    ivec3 _S10 = ivec3(_S8.high_0.x, _S8.low_0.y, 0);
    ivec3 _S11 = ivec3(_S8.low_0.x, _S8.high_0.y, 0);
    ivec3 _S12 = ivec3(_S8.high_0, 0);
    highp vec4 _S13 = vec4(_S8.share_0.x);
    return mix(mix(texelFetch(lines, _S9.xy, _S9.z), texelFetch(lines, _S10.xy, _S10.z), _S13), mix(texelFetch(lines, _S11.xy, _S11.z), texelFetch(lines, _S12.xy, _S12.z), _S13), vec4(_S8.share_0.y));
}

ivec2 sizeOf_2()
{
    uint width_2 = uint(textureSize(seen, 0).x);
    uint height_2 = uint(textureSize(seen, 0).y);
    return ivec2(int(width_2), int(height_2));
}

ivec2 sizeOf_0()
{
    uint width_0 = uint(textureSize(coarse, 0).x);
    uint height_0 = uint(textureSize(coarse, 0).y);
    return ivec2(int(width_0), int(height_0));
}

highp float cutToe_0(highp float probability_0, highp float toe_1)
{
    return clamp((probability_0 - toe_1) / (1.0 - (2.0 * toe_1)), 0.0, 1.0);
}

highp float hairAt_0(highp vec2 centre_1, highp vec2 span_1)
{
    highp vec2 param = centre_1;
    highp vec2 param_1 = span_1;
    ivec2 param_2 = sizeOf_0();
    Place_0 at_0 = placeOf_0(param, param_1, param_2);
    ivec3 _S3 = ivec3(at_0.low_0, 0);
    ivec3 _S4 = ivec3(at_0.high_0.x, at_0.low_0.y, 0);
    ivec3 _S5 = ivec3(at_0.low_0.x, at_0.high_0.y, 0);
    ivec3 _S6 = ivec3(at_0.high_0, 0);
    highp float _S7 = at_0.share_0.x;
    highp float param_3 = texelFetch(coarse, _S3.xy, _S3.z).x;
    highp float param_4 = settings.toe;
    highp float param_5 = texelFetch(coarse, _S4.xy, _S4.z).x;
    highp float param_6 = settings.toe;
    highp float param_7 = texelFetch(coarse, _S5.xy, _S5.z).x;
    highp float param_8 = settings.toe;
    highp float param_9 = texelFetch(coarse, _S6.xy, _S6.z).x;
    highp float param_10 = settings.toe;
    return mix(mix(cutToe_0(param_3, param_4), cutToe_0(param_5, param_6), _S7), mix(cutToe_0(param_7, param_8), cutToe_0(param_9, param_10), _S7), at_0.share_0.y);
}

void main()
{
    ivec2 _S14 = ivec2(gl_FragCoord.xy);
    highp vec2 centre_2 = vec2(_S14) + vec2(0.5);
    ivec2 cell_1 = _S14 / ivec2(settings.cell);
    ivec3 _S15 = ivec3(cell_1 / ivec2(12), 0);
    highp float alpha_0;
    if (texelFetch(edges, _S15.xy, _S15.z).x > 0.5)
    {
        ivec2 _S16 = sizeOf_1();
        highp vec2 param = centre_2 + vec2(float(settings.cell));
        highp vec2 param_1 = vec2(_S16 * ivec2(settings.cell));
        ivec2 param_2 = _S16;
        Place_0 param_3 = placeOf_0(param, param_1, param_2);
        highp vec4 _S17 = bilinear_0(param_3);
        ivec3 _S18 = ivec3(_S14, 0);
        alpha_0 = clamp(dot(_S17.xyz, texelFetch(seen, _S18.xy, _S18.z).xyz) + _S17.w, 0.0, 1.0);
    }
    else
    {
        highp vec2 param_4 = centre_2;
        highp vec2 param_5 = vec2(sizeOf_2());
        alpha_0 = hairAt_0(param_4, param_5);
    }
    result = vec4(alpha_0, alpha_0, alpha_0, 1.0);
}
