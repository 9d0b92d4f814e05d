#version 300 es
// Generated from hair_steady.slang: do not edit.

precision highp float;
precision highp int;

layout(std140) uniform Settings
{
    int cell;
    highp float ease;
    highp float noise;
    highp float carry;
} settings;

uniform highp sampler2D small;

layout(location = 0) out highp vec4 result;

void main()
{
    ivec2 _S1 = ivec2(gl_FragCoord.xy) * ivec2(settings.cell);
    int y_0 = 0;
    highp vec3 sum_0 = vec3(0.0);
    for (;;)
    {
        if (y_0 < settings.cell)
        {
        }
        else
        {
            break;
        }
        int x_0 = 0;
        for (;;)
        {
            if (x_0 < settings.cell)
            {
            }
            else
            {
                break;
            }
            ivec3 _S3 = ivec3(_S1 + ivec2(x_0, y_0), 0);
            highp vec3 sum_1 = sum_0 + texelFetch(small, _S3.xy, _S3.z).xyz;
            x_0++;
            sum_0 = sum_1;
            continue;
        }
        y_0++;
        continue;
    }
    highp float level_0 = (dot(sum_0, vec3(0.2989999949932098388671875, 0.58700001239776611328125, 0.114000000059604644775390625)) * 255.0) / float(settings.cell * settings.cell);
    result = vec4(level_0, level_0, level_0, 1.0);
}
