#version 300 es
// Generated from hair_render.slang: do not edit.
precision highp float;
precision highp int;

layout(std140) uniform Settings
{
    highp float intensityDark;
    highp float intensityLight;
    highp float strength;
    highp float keep;
} settings;

uniform highp sampler2D frame;
uniform highp sampler2D state;
uniform highp sampler3D darkLut;
uniform highp sampler3D lightLut;
uniform highp sampler2D mask;

layout(location = 0) out highp vec4 result;

int sizeOf_1()
{
    uint width_1 = uint(textureSize(darkLut, 0).x);
    uint height_1 = uint(textureSize(darkLut, 0).y);
    uint depth_0 = uint(textureSize(darkLut, 0).z);
    return int(width_1);
}

highp vec3 entry_0(ivec3 place_1, highp float position_0)
{
    ivec4 _S10 = ivec4(place_1, 0);
    return mix(texelFetch(darkLut, _S10.xyz, _S10.w).xyz, texelFetch(lightLut, _S10.xyz, _S10.w).xyz, vec3(position_0));
}

highp vec3 lookUp_0(highp vec3 colour_0, highp float position_1)
{
    int last_0 = sizeOf_1() - 1;
    highp vec3 place_2 = clamp(colour_0, vec3(0.0), vec3(1.0)) * float(last_0);
    ivec3 low_0 = min(ivec3(place_2), ivec3(last_0 - 1));
    highp vec3 inside_0 = place_2 - vec3(low_0);
    highp float r_0 = inside_0.x;
    highp float g_0 = inside_0.y;
    highp float b_0 = inside_0.z;
    highp float _S13 = max(r_0, max(g_0, b_0));
    highp float _S14 = min(r_0, min(g_0, b_0));
    highp float _S15 = max(min(r_0, g_0), min(max(r_0, g_0), b_0));
    bool _S16;
    if (r_0 >= g_0)
    {
        _S16 = r_0 >= b_0;
    }
    else
    {
        _S16 = false;
    }
    ivec3 one_0;
    if (_S16)
    {
        one_0 = ivec3(1, 0, 0);
    }
    else
    {
        if (g_0 >= b_0)
        {
            one_0 = ivec3(0, 1, 0);
        }
        else
        {
            one_0 = ivec3(0, 0, 1);
        }
    }
    if (b_0 <= g_0)
    {
        _S16 = b_0 <= r_0;
    }
    else
    {
        _S16 = false;
    }
    ivec3 two_0;
    if (_S16)
    {
        two_0 = ivec3(1, 1, 0);
    }
    else
    {
        if (g_0 <= r_0)
        {
            two_0 = ivec3(1, 0, 1);
        }
        else
        {
            two_0 = ivec3(0, 1, 1);
        }
    }
    ivec3 param = low_0;
    highp float param_1 = position_1;
    ivec3 param_2 = low_0 + one_0;
    highp float param_3 = position_1;
    ivec3 param_4 = low_0 + two_0;
    highp float param_5 = position_1;
    ivec3 param_6 = low_0 + ivec3(1);
    highp float param_7 = position_1;
    return clamp((((entry_0(param, param_1) * (1.0 - _S13)) + (entry_0(param_2, param_3) * (_S13 - _S15))) + (entry_0(param_4, param_5) * (_S15 - _S14))) + (entry_0(param_6, param_7) * _S14), vec3(0.0), vec3(1.0));
}

ivec2 sizeOf_2()
{
    uint width_2 = uint(textureSize(frame, 0).x);
    uint height_2 = uint(textureSize(frame, 0).y);
    return ivec2(int(width_2), int(height_2));
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
    ivec2 _S17 = ivec2(gl_FragCoord.xy);
    ivec3 _S18 = ivec3(_S17, 0);
    highp vec4 colour_1 = texelFetch(frame, _S18.xy, _S18.z);
    highp vec3 _S20 = colour_1.xyz;
    highp vec3 param = _S20;
    highp float param_1 = clamp((texelFetch(state, ivec2(0), 0).x - settings.intensityDark) / (settings.intensityLight - settings.intensityDark), 0.0, 1.0);
    ivec2 param_2 = _S17;
    ivec2 param_3 = sizeOf_2();
    result = vec4(mix(_S20, lookUp_0(param, param_1), vec3(clamp(maskAt_0(param_2, param_3) * settings.strength, 0.0, 1.0))), colour_1.w);
}

