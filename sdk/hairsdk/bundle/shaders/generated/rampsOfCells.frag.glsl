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

void main()
{
    ivec2 _S2 = ivec2(gl_FragCoord.xy);
    int _S3 = -settings.reach;
    highp float most_0 = 0.0;
    highp float least_0 = 1.0;
    int y_0 = _S3;
    for (;;)
    {
        if (y_0 <= settings.reach)
        {
        }
        else
        {
            break;
        }
        int x_0 = -settings.reach;
        for (;;)
        {
            if (x_0 <= settings.reach)
            {
            }
            else
            {
                break;
            }
            ivec2 param = _S2 + ivec2(x_0, y_0);
            highp float hair_0 = cellAt_0(param).w;
            highp float _S4 = max(most_0, hair_0);
            highp float _S5 = min(least_0, hair_0);
            int _S6 = x_0 + 1;
            most_0 = _S4;
            least_0 = _S5;
            x_0 = _S6;
            continue;
        }
        y_0++;
        continue;
    }
    highp float ramp_0 = clamp(((most_0 - least_0) * 2.5) - 1.25, 0.0, 1.0);
    result = vec4(ramp_0, ramp_0, ramp_0, 1.0);
}
