#version 300 es
// Generated from hair_render.slang: do not edit.

precision highp float;
precision highp int;

layout(std140) uniform Settings
{
    highp float intensityDark;
    highp float intensityLight;
    highp float strength;
    highp float toe;
    highp float slow;
    highp float fast;
    highp float jump;
    highp float leastHair;
    highp vec2 windowAt;
    highp vec2 windowSize;
    highp float head;
} settings;

uniform highp sampler2D small;
uniform highp sampler2D heads;
uniform highp sampler2D coarse;

layout(location = 0) out highp vec4 result;

ivec2 sizeOf_1()
{
    uint width_1 = uint(textureSize(small, 0).x);
    uint height_1 = uint(textureSize(small, 0).y);
    return ivec2(int(width_1), int(height_1));
}

ivec2 sizeOf_0()
{
    uint width_0 = uint(textureSize(heads, 0).x);
    uint height_0 = uint(textureSize(heads, 0).y);
    return ivec2(int(width_0), int(height_0));
}

bool isOfHead_0(highp vec2 place_0, highp vec2 span_0)
{
    ivec2 _S1 = sizeOf_0();
    ivec3 _S2 = ivec3(min(ivec2((place_0 * vec2(_S1)) / span_0), (_S1 - ivec2(1))), 0);
    return round(texelFetch(heads, _S2.xy, _S2.z).x * 255.0) == settings.head;
}

highp float cutToe_0(highp float probability_0, highp float toe_1)
{
    return clamp((probability_0 - toe_1) / (1.0 - (2.0 * toe_1)), 0.0, 1.0);
}

void main()
{
    ivec2 first_0 = ivec2(gl_FragCoord.xy) * ivec2(16);
    ivec2 _S3 = sizeOf_1();
    ivec2 _S4 = min((first_0 + ivec2(16)), _S3);
    int y_0 = first_0.y;
    highp vec3 sum_0 = vec3(0.0);
    highp float weight_0;
    for (;;)
    {
        if (y_0 < _S4.y)
        {
        }
        else
        {
            break;
        }
        int x_0 = first_0.x;
        for (;;)
        {
            if (x_0 < _S4.x)
            {
            }
            else
            {
                break;
            }
            highp vec2 param = vec2(float(x_0), float(y_0)) + vec2(0.5);
            highp vec2 param_1 = vec2(_S3);
            if (isOfHead_0(param, param_1))
            {
                ivec3 _S6 = ivec3(x_0, y_0, 0);
                highp float param_2 = texelFetch(coarse, _S6.xy, _S6.z).x;
                highp float param_3 = settings.toe;
                weight_0 = cutToe_0(param_2, param_3);
            }
            else
            {
                weight_0 = 0.0;
            }
            ivec3 _S7 = ivec3(x_0, y_0, 0);
            highp vec3 sum_1 = sum_0 + vec3(weight_0 * dot(texelFetch(small, _S7.xy, _S7.z).xyz, vec3(0.2125999927520751953125, 0.715200006961822509765625, 0.072200000286102294921875)), weight_0, 1.0);
            x_0++;
            sum_0 = sum_1;
            continue;
        }
        y_0++;
        continue;
    }
    result = vec4(sum_0 / vec3(256.0), 1.0);
}
