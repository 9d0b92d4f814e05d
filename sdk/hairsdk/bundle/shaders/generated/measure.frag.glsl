#version 300 es
// Generated from hair_render.slang: do not edit.
precision highp float;
precision highp int;

uniform highp sampler2D frame;
uniform highp sampler2D mask;

layout(location = 0) out highp vec4 result;

ivec2 sizeOf_1()
{
    uint width_1 = uint(textureSize(frame, 0).x);
    uint height_1 = uint(textureSize(frame, 0).y);
    return ivec2(int(width_1), int(height_1));
}

ivec2 sizeOf_0()
{
    uint width_0 = uint(textureSize(mask, 0).x);
    uint height_0 = uint(textureSize(mask, 0).y);
    return ivec2(int(width_0), int(height_0));
}

highp float maskAt_0(ivec2 pixel_0, ivec2 frameSize_0)
{
    ivec2 _S1 = sizeOf_0();
    if (all(bvec2(equal(_S1, frameSize_0))))
    {
        ivec3 _S2 = ivec3(pixel_0, 0);
        return texelFetch(mask, _S2.xy, _S2.z).x;
    }
    ivec2 _S3 = _S1 - ivec2(1);
    highp vec2 place_0 = clamp((((vec2(pixel_0) + vec2(0.5)) * vec2(_S1)) / vec2(frameSize_0)) - vec2(0.5), vec2(0.0), vec2(_S3));
    ivec2 _S4 = ivec2(place_0);
    ivec2 high_0 = min((_S4 + ivec2(1)), _S3);
    highp vec2 share_0 = place_0 - vec2(_S4);
    ivec3 _S5 = ivec3(_S4, 0);
    ivec3 _S6 = ivec3(high_0.x, _S4.y, 0);
    highp float _S7 = share_0.x;
    ivec3 _S8 = ivec3(_S4.x, high_0.y, 0);
    ivec3 _S9 = ivec3(high_0, 0);
    return mix(mix(texelFetch(mask, _S5.xy, _S5.z).x, texelFetch(mask, _S6.xy, _S6.z).x, _S7), mix(texelFetch(mask, _S8.xy, _S8.z).x, texelFetch(mask, _S9.xy, _S9.z).x, _S7), share_0.y);
}

void main()
{
    ivec2 _S10 = sizeOf_1();
    ivec2 first_0 = ivec2(gl_FragCoord.xy) * ivec2(16);
    ivec2 _S11 = min((first_0 + ivec2(16)), _S10);
    int y_0 = first_0.y;
    highp vec2 sum_0 = vec2(0.0);
    for (;;)
    {
        if (y_0 < _S11.y)
        {
        }
        else
        {
            break;
        }
        int x_0 = first_0.x;
        for (;;)
        {
            if (x_0 < _S11.x)
            {
            }
            else
            {
                break;
            }
            ivec2 param = ivec2(x_0, y_0);
            ivec2 param_1 = _S10;
            highp float weight_0 = maskAt_0(param, param_1);
            ivec3 _S13 = ivec3(x_0, y_0, 0);
            highp vec2 sum_1 = sum_0 + vec2(weight_0 * dot(texelFetch(frame, _S13.xy, _S13.z).xyz, vec3(0.2125999927520751953125, 0.715200006961822509765625, 0.072200000286102294921875)), weight_0);
            x_0++;
            sum_0 = sum_1;
            continue;
        }
        y_0++;
        continue;
    }
    result = vec4(sum_0, 0.0, 1.0);
}

