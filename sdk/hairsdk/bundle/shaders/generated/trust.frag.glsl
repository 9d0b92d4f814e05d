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

uniform highp sampler2D slopes;
uniform highp sampler2D motion;

layout(location = 0) out highp vec4 result;

ivec2 sizeOf_0()
{
    uint width_0 = uint(textureSize(slopes, 0).x);
    uint height_0 = uint(textureSize(slopes, 0).y);
    return ivec2(int(width_0), int(height_0));
}

highp vec3 slopesAt_0(ivec2 cell_1)
{
    ivec3 _S1 = ivec3(clamp(cell_1, ivec2(0), sizeOf_0() - ivec2(1)), 0);
    return texelFetch(slopes, _S1.xy, _S1.z).xyz;
}

void main()
{
    ivec2 _S2 = ivec2(gl_FragCoord.xy);
    int y_0 = -2;
    highp float sum_0 = 0.0;
    for (;;)
    {
        if (y_0 <= 2)
        {
        }
        else
        {
            break;
        }
        int x_0 = -2;
        for (;;)
        {
            if (x_0 <= 2)
            {
            }
            else
            {
                break;
            }
            ivec2 param = _S2 + ivec2(x_0, y_0);
            highp float sum_1 = sum_0 + abs(slopesAt_0(param).z);
            x_0++;
            sum_0 = sum_1;
            continue;
        }
        y_0++;
        continue;
    }
    highp float difference_0 = (sum_0 / 25.0) / settings.noise;
    ivec3 _S3 = ivec3(_S2, 0);
    result = vec4(texelFetch(motion, _S3.xy, _S3.z).xy, settings.carry * exp((-difference_0) * difference_0), 1.0);
}
