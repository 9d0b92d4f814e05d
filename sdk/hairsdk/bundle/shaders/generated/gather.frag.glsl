#version 300 es
// Generated from hair_render.slang: do not edit.

precision highp float;
precision highp int;

uniform highp sampler2D sums;

layout(location = 0) out highp vec4 result;

ivec2 sizeOf_0()
{
    uint width_0 = uint(textureSize(sums, 0).x);
    uint height_0 = uint(textureSize(sums, 0).y);
    return ivec2(int(width_0), int(height_0));
}

highp vec3 sumOfBlock_0(ivec2 first_0)
{
    ivec2 _S1 = min((first_0 + ivec2(16)), sizeOf_0());
    int y_0 = first_0.y;
    highp vec3 sum_0 = vec3(0.0);
    for (;;)
    {
        if (y_0 < _S1.y)
        {
        }
        else
        {
            break;
        }
        int x_0 = first_0.x;
        for (;;)
        {
            if (x_0 < _S1.x)
            {
            }
            else
            {
                break;
            }
            ivec3 _S3 = ivec3(x_0, y_0, 0);
            highp vec3 sum_1 = sum_0 + texelFetch(sums, _S3.xy, _S3.z).xyz;
            x_0++;
            sum_0 = sum_1;
            continue;
        }
        y_0++;
        continue;
    }
    return sum_0;
}

void main()
{
    ivec2 param = ivec2(gl_FragCoord.xy) * ivec2(16);
    result = vec4(sumOfBlock_0(param) / vec3(256.0), 1.0);
}
