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

uniform highp sampler2D ramps;
uniform highp sampler2D cells;

layout(location = 0) out highp vec4 result;

ivec2 sizeOf_1()
{
    uint width_1 = uint(textureSize(ramps, 0).x);
    uint height_1 = uint(textureSize(ramps, 0).y);
    return ivec2(int(width_1), int(height_1));
}

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

void main()
{
    ivec2 _S2 = ivec2(gl_FragCoord.xy);
    ivec2 _S3 = sizeOf_1() - ivec2(1);
    int y_0 = -settings.radius;
    highp float spread_0 = 0.0;
    highp float edge_0 = 0.0;
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
            ivec2 at_0 = clamp(_S2 + ivec2(x_0, y_0), ivec2(0), _S3);
            ivec2 param = at_0;
            highp float hair_0 = cellAt_0(param).w;
            highp float spread_1 = spread_0 + ((4.0 * hair_0) * (1.0 - hair_0));
            ivec3 _S4 = ivec3(at_0, 0);
            highp float edge_1 = edge_0 + texelFetch(ramps, _S4.xy, _S4.z).x;
            x_0++;
            spread_0 = spread_1;
            edge_0 = edge_1;
            continue;
        }
        y_0++;
        continue;
    }
    highp float side_0 = float((2 * settings.radius) + 1);
    highp float area_0 = side_0 * side_0;
    ivec2 param_1 = _S2;
    highp float here_0 = cellAt_0(param_1).w;
    highp float own_0 = (min((6.0 * here_0) * (1.0 - here_0), 1.0) * edge_0) / area_0;
    highp float doubt_0 = ((spread_0 / area_0) * own_0) * own_0;
    result = vec4(doubt_0, doubt_0, doubt_0, 1.0);
}
