// Generated from hair_render.slang: do not edit.

@binding(1) @group(0) var frame : texture_2d<f32>;

@binding(2) @group(0) var mask : texture_2d<f32>;

@binding(3) @group(0) var sums : texture_2d<f32>;

@binding(4) @group(0) var previousState : texture_2d<f32>;

struct Settings
{
    @align(16) intensityDark : f32,
    @align(4) intensityLight : f32,
    @align(8) strength : f32,
    @align(4) keep : f32,
};

@binding(0) @group(0) var<uniform> settings : Settings;
@binding(5) @group(0) var state : texture_2d<f32>;

@binding(6) @group(0) var darkLut : texture_3d<f32>;

@binding(7) @group(0) var lightLut : texture_3d<f32>;

struct vertexOutput_0
{
    @builtin(position) output_0 : vec4<f32>,
};

@vertex
fn fullscreen(@builtin(vertex_index) index_0 : u32) -> vertexOutput_0
{
    var _S1 : f32;
    if(index_0 == u32(1))
    {
        _S1 = 3.0f;
    }
    else
    {
        _S1 = -1.0f;
    }
    var _S2 : f32;
    if(index_0 == u32(2))
    {
        _S2 = 3.0f;
    }
    else
    {
        _S2 = -1.0f;
    }
    var _S3 : vertexOutput_0 = vertexOutput_0( vec4<f32>(_S1, _S2, 0.0f, 1.0f) );
    return _S3;
}

fn sizeOf_0( image_0 : texture_2d<f32>) -> vec2<i32>
{
    var width_0 : u32;
    var height_0 : u32;
    {var dim = textureDimensions((image_0));((width_0)) = dim.x;((height_0)) = dim.y;};
    return vec2<i32>(i32(width_0), i32(height_0));
}

fn maskAt_0( pixel_0 : vec2<i32>,  frameSize_0 : vec2<i32>) -> f32
{
    var size_0 : vec2<i32> = sizeOf_0(mask);
    if((all((size_0 == frameSize_0))))
    {
        var _S4 : vec3<i32> = vec3<i32>(pixel_0, i32(0));
        return (textureLoad((mask), ((_S4)).xy, ((_S4)).z)).x;
    }
    var _S5 : vec2<f32> = vec2<f32>(0.5f);
    var _S6 : vec2<i32> = vec2<i32>(i32(1));
    var _S7 : vec2<i32> = size_0 - _S6;
    var place_0 : vec2<f32> = clamp((vec2<f32>(pixel_0) + _S5) * vec2<f32>(size_0) / vec2<f32>(frameSize_0) - _S5, vec2<f32>(0.0f), vec2<f32>(_S7));
    var _S8 : vec2<i32> = vec2<i32>(place_0);
    var high_0 : vec2<i32> = min(_S8 + _S6, _S7);
    var share_0 : vec2<f32> = place_0 - vec2<f32>(_S8);
    var _S9 : vec3<i32> = vec3<i32>(_S8, i32(0));
    var _S10 : vec3<i32> = vec3<i32>(high_0.x, _S8.y, i32(0));
    var _S11 : f32 = share_0.x;
    var _S12 : vec3<i32> = vec3<i32>(_S8.x, high_0.y, i32(0));
    var _S13 : vec3<i32> = vec3<i32>(high_0, i32(0));
    return mix(mix((textureLoad((mask), ((_S9)).xy, ((_S9)).z)).x, (textureLoad((mask), ((_S10)).xy, ((_S10)).z)).x, _S11), mix((textureLoad((mask), ((_S12)).xy, ((_S12)).z)).x, (textureLoad((mask), ((_S13)).xy, ((_S13)).z)).x, _S11), share_0.y);
}

struct pixelOutput_0
{
    @location(0) output_1 : vec4<f32>,
};

@fragment
fn measure(@builtin(position) position_0 : vec4<f32>) -> pixelOutput_0
{
    var size_1 : vec2<i32> = sizeOf_0(frame);
    var _S14 : vec2<i32> = vec2<i32>(i32(16));
    var first_0 : vec2<i32> = vec2<i32>(position_0.xy) * _S14;
    var _S15 : vec2<i32> = min(first_0 + _S14, size_1);
    var _S16 : vec2<f32> = vec2<f32>(0.0f);
    var y_0 : i32 = first_0.y;
    var sum_0 : vec2<f32> = _S16;
    for(;;)
    {
        if(y_0 < (_S15.y))
        {
        }
        else
        {
            break;
        }
        var x_0 : i32 = first_0.x;
        for(;;)
        {
            if(x_0 < (_S15.x))
            {
            }
            else
            {
                break;
            }
            var weight_0 : f32 = maskAt_0(vec2<i32>(x_0, y_0), size_1);
            var _S17 : vec3<i32> = vec3<i32>(x_0, y_0, i32(0));
            var sum_1 : vec2<f32> = sum_0 + vec2<f32>(weight_0 * dot((textureLoad((frame), ((_S17)).xy, ((_S17)).z)).xyz, vec3<f32>(0.2125999927520752f, 0.71520000696182251f, 0.07220000028610229f)), weight_0);
            x_0 = x_0 + i32(1);
            sum_0 = sum_1;
        }
        y_0 = y_0 + i32(1);
    }
    var _S18 : pixelOutput_0 = pixelOutput_0( vec4<f32>(sum_0, 0.0f, 1.0f) );
    return _S18;
}

fn sumOfBlock_0( first_1 : vec2<i32>) -> vec2<f32>
{
    var _S19 : vec2<i32> = min(first_1 + vec2<i32>(i32(16)), sizeOf_0(sums));
    var _S20 : vec2<f32> = vec2<f32>(0.0f);
    var y_1 : i32 = first_1.y;
    var sum_2 : vec2<f32> = _S20;
    for(;;)
    {
        if(y_1 < (_S19.y))
        {
        }
        else
        {
            break;
        }
        var x_1 : i32 = first_1.x;
        for(;;)
        {
            if(x_1 < (_S19.x))
            {
            }
            else
            {
                break;
            }
            var _S21 : vec3<i32> = vec3<i32>(x_1, y_1, i32(0));
            var sum_3 : vec2<f32> = sum_2 + (textureLoad((sums), ((_S21)).xy, ((_S21)).z)).xy;
            x_1 = x_1 + i32(1);
            sum_2 = sum_3;
        }
        y_1 = y_1 + i32(1);
    }
    return sum_2;
}

struct pixelOutput_1
{
    @location(0) output_2 : vec4<f32>,
};

@fragment
fn gather(@builtin(position) position_1 : vec4<f32>) -> pixelOutput_1
{
    var _S22 : pixelOutput_1 = pixelOutput_1( vec4<f32>(sumOfBlock_0(vec2<i32>(position_1.xy) * vec2<i32>(i32(16))), 0.0f, 1.0f) );
    return _S22;
}

struct pixelOutput_2
{
    @location(0) output_3 : vec4<f32>,
};

@fragment
fn settle(@builtin(position) position_2 : vec4<f32>) -> pixelOutput_2
{
    var sum_4 : vec2<f32> = sumOfBlock_0(vec2<i32>(i32(0)));
    const _S23 : vec3<i32> = vec3<i32>(i32(0), i32(0), i32(0));
    var before_0 : vec2<f32> = (textureLoad((previousState), ((_S23)).xy, ((_S23)).z)).xy;
    var _S24 : f32 = sum_4.y;
    if(_S24 <= 0.0f)
    {
        var _S25 : pixelOutput_2 = pixelOutput_2( vec4<f32>(before_0, 0.0f, 1.0f) );
        return _S25;
    }
    var intensity_0 : f32 = clamp(sum_4.x / _S24, 0.0f, 1.0f);
    var kept_0 : f32;
    if((before_0.y) > 0.5f)
    {
        kept_0 = settings.keep;
    }
    else
    {
        kept_0 = 0.0f;
    }
    var _S26 : pixelOutput_2 = pixelOutput_2( vec4<f32>(mix(intensity_0, before_0.x, kept_0), 1.0f, 0.0f, 1.0f) );
    return _S26;
}

fn sizeOf_1( lut_0 : texture_3d<f32>) -> i32
{
    var width_1 : u32;
    var height_1 : u32;
    var depth_0 : u32;
    {var dim = textureDimensions((lut_0));((width_1)) = dim.x;((height_1)) = dim.y;((depth_0)) = dim.z;};
    return i32(width_1);
}

fn entry_0( place_1 : vec3<i32>,  position_3 : f32) -> vec3<f32>
{
    var _S27 : vec4<i32> = vec4<i32>(place_1, i32(0));
    return mix((textureLoad((darkLut), ((_S27)).xyz, ((_S27)).w)).xyz, (textureLoad((lightLut), ((_S27)).xyz, ((_S27)).w)).xyz, vec3<f32>(position_3));
}

fn lookUp_0( colour_0 : vec3<f32>,  position_4 : f32) -> vec3<f32>
{
    var last_0 : i32 = sizeOf_1(darkLut) - i32(1);
    var _S28 : vec3<f32> = vec3<f32>(0.0f);
    var _S29 : vec3<f32> = vec3<f32>(1.0f);
    var place_2 : vec3<f32> = clamp(colour_0, _S28, _S29) * vec3<f32>(f32(last_0));
    var low_0 : vec3<i32> = min(vec3<i32>(place_2), vec3<i32>((last_0 - i32(1))));
    var inside_0 : vec3<f32> = place_2 - vec3<f32>(low_0);
    var r_0 : f32 = inside_0.x;
    var g_0 : f32 = inside_0.y;
    var b_0 : f32 = inside_0.z;
    var _S30 : f32 = max(r_0, max(g_0, b_0));
    var _S31 : f32 = min(r_0, min(g_0, b_0));
    var _S32 : f32 = max(min(r_0, g_0), min(max(r_0, g_0), b_0));
    var _S33 : bool;
    if(r_0 >= g_0)
    {
        _S33 = r_0 >= b_0;
    }
    else
    {
        _S33 = false;
    }
    var one_0 : vec3<i32>;
    if(_S33)
    {
        one_0 = vec3<i32>(i32(1), i32(0), i32(0));
    }
    else
    {
        if(g_0 >= b_0)
        {
            one_0 = vec3<i32>(i32(0), i32(1), i32(0));
        }
        else
        {
            one_0 = vec3<i32>(i32(0), i32(0), i32(1));
        }
    }
    if(b_0 <= g_0)
    {
        _S33 = b_0 <= r_0;
    }
    else
    {
        _S33 = false;
    }
    var two_0 : vec3<i32>;
    if(_S33)
    {
        two_0 = vec3<i32>(i32(1), i32(1), i32(0));
    }
    else
    {
        if(g_0 <= r_0)
        {
            two_0 = vec3<i32>(i32(1), i32(0), i32(1));
        }
        else
        {
            two_0 = vec3<i32>(i32(0), i32(1), i32(1));
        }
    }
    return clamp(vec3<f32>((1.0f - _S30)) * entry_0(low_0, position_4) + vec3<f32>((_S30 - _S32)) * entry_0(low_0 + one_0, position_4) + vec3<f32>((_S32 - _S31)) * entry_0(low_0 + two_0, position_4) + vec3<f32>(_S31) * entry_0(low_0 + vec3<i32>(i32(1)), position_4), _S28, _S29);
}

struct pixelOutput_3
{
    @location(0) output_4 : vec4<f32>,
};

@fragment
fn recolor(@builtin(position) position_5 : vec4<f32>) -> pixelOutput_3
{
    var _S34 : vec2<i32> = vec2<i32>(position_5.xy);
    var _S35 : vec3<i32> = vec3<i32>(_S34, i32(0));
    var colour_1 : vec4<f32> = (textureLoad((frame), ((_S35)).xy, ((_S35)).z));
    const _S36 : vec3<i32> = vec3<i32>(i32(0), i32(0), i32(0));
    var _S37 : vec3<f32> = colour_1.xyz;
    var _S38 : pixelOutput_3 = pixelOutput_3( vec4<f32>(mix(_S37, lookUp_0(_S37, clamp(((textureLoad((state), ((_S36)).xy, ((_S36)).z)).x - settings.intensityDark) / (settings.intensityLight - settings.intensityDark), 0.0f, 1.0f)), vec3<f32>(clamp(maskAt_0(_S34, sizeOf_0(frame)) * settings.strength, 0.0f, 1.0f))), colour_1.w) );
    return _S38;
}

