#version 300 es
// Generated from hair_mask.slang: do not edit.

precision highp float;
precision highp int;

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

uniform highp sampler2D cells;
uniform highp sampler2D doubts;

layout(location = 0) out highp vec4 result;

ivec2 sizeOf_0()
{
    uint width_0 = uint(textureSize(cells, 0).x);
    uint height_0 = uint(textureSize(cells, 0).y);
    return ivec2(int(width_0), int(height_0));
}

highp vec4 cellAt_0(ivec2 cell_1)
{
    ivec3 _S1 = ivec3(clamp(cell_1, ivec2(0), sizeOf_0() - ivec2(1)), 0);
    return texelFetch(cells, _S1.xy, _S1.z);
}

ivec2 sizeOf_1()
{
    uint width_1 = uint(textureSize(doubts, 0).x);
    uint height_1 = uint(textureSize(doubts, 0).y);
    return ivec2(int(width_1), int(height_1));
}

void main()
{
    ivec2 cell_2 = ivec2(gl_FragCoord.xy) - ivec2(1);
    int y_0 = -settings.radius;
    highp vec3 mean_0 = vec3(0.0);
    highp vec3 hair_0 = vec3(0.0);
    highp float weight_0 = 0.0;
    for (;;)
    {
        if (y_0 <= settings.radius)
        {
        }
        else
        {
            break;
        }
        int x_0 = -settings.radius;
        for (;;)
        {
            if (x_0 <= settings.radius)
            {
            }
            else
            {
                break;
            }
            ivec2 param = cell_2 + ivec2(x_0, y_0);
            highp vec4 here_0 = cellAt_0(param);
            highp vec3 _S3 = here_0.xyz;
            highp vec3 mean_1 = mean_0 + _S3;
            highp float _S4 = here_0.w;
            highp vec3 hair_1 = hair_0 + (_S3 * _S4);
            highp float weight_1 = weight_0 + _S4;
            x_0++;
            mean_0 = mean_1;
            hair_0 = hair_1;
            weight_0 = weight_1;
            continue;
        }
        y_0++;
        continue;
    }
    highp float side_0 = float((2 * settings.radius) + 1);
    highp float area_0 = side_0 * side_0;
    highp float weight_2 = clamp(weight_0 / area_0, 0.001000000047497451305389404296875, 0.999000012874603271484375);
    highp vec3 background_0 = ((mean_0 - hair_0) / vec3(area_0)) / vec3(1.0 - weight_2);
    highp vec3 way_0 = ((hair_0 / vec3(area_0)) / vec3(weight_2)) - background_0;
    highp float length_0 = dot(way_0, way_0);
    ivec3 _S5 = ivec3(clamp(cell_2, ivec2(0), sizeOf_1() - ivec2(1)), 0);
    highp float trust_0 = length_0 * texelFetch(doubts, _S5.xy, _S5.z).x;
    highp float share_0 = trust_0 / (trust_0 + (settings.noise * settings.noise));
    highp vec3 slope_0 = way_0 * (share_0 / max(length_0, 9.9999999747524270787835121154785e-07));
    ivec2 param_1 = cell_2;
    result = vec4(slope_0, ((1.0 - share_0) * cellAt_0(param_1).w) - dot(slope_0, background_0));
}
