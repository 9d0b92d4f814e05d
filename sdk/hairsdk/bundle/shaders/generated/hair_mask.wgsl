// Generated from hair_mask.slang: do not edit.

@binding(1) @group(0) var seen : texture_2d<f32>;

struct Settings
{
    @align(16) scale : vec2<f32>,
    @align(8) toe : f32,
    @align(4) noise : f32,
    @align(16) cell : i32,
    @align(4) radius : i32,
    @align(8) reach : i32,
    @align(4) unsure : f32,
};

@binding(0) @group(0) var<uniform> settings : Settings;
@binding(2) @group(0) var coarse : texture_2d<f32>;

@binding(3) @group(0) var cells : texture_2d<f32>;

@binding(4) @group(0) var ramps : texture_2d<f32>;

@binding(5) @group(0) var doubts : texture_2d<f32>;

@binding(7) @group(0) var edges : texture_2d<f32>;

@binding(6) @group(0) var lines : texture_2d<f32>;

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

struct Place_0
{
     low_0 : vec2<i32>,
     high_0 : vec2<i32>,
     share_0 : vec2<f32>,
};

fn placeOf_0( centre_0 : vec2<f32>,  span_0 : vec2<f32>,  size_0 : vec2<i32>) -> Place_0
{
    var _S4 : vec2<i32> = vec2<i32>(i32(1));
    var _S5 : vec2<i32> = size_0 - _S4;
    var texel_0 : vec2<f32> = clamp(centre_0 * vec2<f32>(size_0) / span_0 - vec2<f32>(0.5f), vec2<f32>(0.0f), vec2<f32>(_S5));
    var place_0 : Place_0;
    var _S6 : vec2<i32> = vec2<i32>(texel_0);
    place_0.low_0 = _S6;
    place_0.high_0 = min(_S6 + _S4, _S5);
    place_0.share_0 = texel_0 - vec2<f32>(_S6);
    return place_0;
}

fn bilinear_0( image_1 : texture_2d<f32>,  at_0 : Place_0) -> vec4<f32>
{
    var _S7 : vec3<i32> = vec3<i32>(at_0.low_0, i32(0));
    var _S8 : vec3<i32> = vec3<i32>(at_0.high_0.x, at_0.low_0.y, i32(0));
    var _S9 : vec3<i32> = vec3<i32>(at_0.low_0.x, at_0.high_0.y, i32(0));
    var _S10 : vec3<i32> = vec3<i32>(at_0.high_0, i32(0));
    var _S11 : vec4<f32> = vec4<f32>(at_0.share_0.x);
    return mix(mix((textureLoad((image_1), ((_S7)).xy, ((_S7)).z)), (textureLoad((image_1), ((_S8)).xy, ((_S8)).z)), _S11), mix((textureLoad((image_1), ((_S9)).xy, ((_S9)).z)), (textureLoad((image_1), ((_S10)).xy, ((_S10)).z)), _S11), vec4<f32>(at_0.share_0.y));
}

struct pixelOutput_0
{
    @location(0) output_1 : vec4<f32>,
};

@fragment
fn shrink(@builtin(position) position_0 : vec4<f32>) -> pixelOutput_0
{
    var size_1 : vec2<i32> = sizeOf_0(seen);
    var _S12 : pixelOutput_0 = pixelOutput_0( bilinear_0(seen, placeOf_0(position_0.xy * settings.scale, vec2<f32>(size_1), size_1)) );
    return _S12;
}

fn cutToe_0( probability_0 : f32,  toe_1 : f32) -> f32
{
    return clamp((probability_0 - toe_1) / (1.0f - 2.0f * toe_1), 0.0f, 1.0f);
}

fn hairAt_0( centre_1 : vec2<f32>,  span_1 : vec2<f32>) -> f32
{
    var at_1 : Place_0 = placeOf_0(centre_1, span_1, sizeOf_0(coarse));
    var _S13 : vec3<i32> = vec3<i32>(at_1.low_0, i32(0));
    var _S14 : vec3<i32> = vec3<i32>(at_1.high_0.x, at_1.low_0.y, i32(0));
    var _S15 : vec3<i32> = vec3<i32>(at_1.low_0.x, at_1.high_0.y, i32(0));
    var _S16 : vec3<i32> = vec3<i32>(at_1.high_0, i32(0));
    var _S17 : f32 = at_1.share_0.x;
    return mix(mix(cutToe_0((textureLoad((coarse), ((_S13)).xy, ((_S13)).z)).x, settings.toe), cutToe_0((textureLoad((coarse), ((_S14)).xy, ((_S14)).z)).x, settings.toe), _S17), mix(cutToe_0((textureLoad((coarse), ((_S15)).xy, ((_S15)).z)).x, settings.toe), cutToe_0((textureLoad((coarse), ((_S16)).xy, ((_S16)).z)).x, settings.toe), _S17), at_1.share_0.y);
}

struct pixelOutput_1
{
    @location(0) output_2 : vec4<f32>,
};

@fragment
fn coloursOfCells(@builtin(position) position_1 : vec4<f32>) -> pixelOutput_1
{
    var size_2 : vec2<i32> = sizeOf_0(seen);
    var _S18 : vec2<f32> = position_1.xy;
    var _S19 : vec2<i32> = vec2<i32>(_S18) * vec2<i32>(settings.cell);
    var _S20 : vec3<f32> = vec3<f32>(0.0f);
    var y_0 : i32 = i32(0);
    var sum_0 : vec3<f32> = _S20;
    for(;;)
    {
        if(y_0 < (settings.cell))
        {
        }
        else
        {
            break;
        }
        var x_0 : i32 = i32(0);
        for(;;)
        {
            if(x_0 < (settings.cell))
            {
            }
            else
            {
                break;
            }
            var _S21 : vec3<i32> = vec3<i32>(min(_S19 + vec2<i32>(x_0, y_0), size_2 - vec2<i32>(i32(1))), i32(0));
            var sum_1 : vec3<f32> = sum_0 + (textureLoad((seen), ((_S21)).xy, ((_S21)).z)).xyz;
            x_0 = x_0 + i32(1);
            sum_0 = sum_1;
        }
        y_0 = y_0 + i32(1);
    }
    var _S22 : pixelOutput_1 = pixelOutput_1( vec4<f32>(sum_0 / vec3<f32>(f32(settings.cell * settings.cell)), hairAt_0((floor(_S18) + vec2<f32>(0.5f)) * vec2<f32>(f32(settings.cell)), vec2<f32>(size_2))) );
    return _S22;
}

fn cellAt_0( cell_1 : vec2<i32>) -> vec4<f32>
{
    var _S23 : vec3<i32> = vec3<i32>(clamp(cell_1, vec2<i32>(i32(0)), sizeOf_0(cells) - vec2<i32>(i32(1))), i32(0));
    return (textureLoad((cells), ((_S23)).xy, ((_S23)).z));
}

struct pixelOutput_2
{
    @location(0) output_3 : vec4<f32>,
};

@fragment
fn rampsOfCells(@builtin(position) position_2 : vec4<f32>) -> pixelOutput_2
{
    var _S24 : vec2<i32> = vec2<i32>(position_2.xy);
    var _S25 : i32 = - settings.reach;
    var most_0 : f32 = 0.0f;
    var least_0 : f32 = 1.0f;
    var y_1 : i32 = _S25;
    for(;;)
    {
        if(y_1 <= (settings.reach))
        {
        }
        else
        {
            break;
        }
        var x_1 : i32 = - settings.reach;
        for(;;)
        {
            if(x_1 <= (settings.reach))
            {
            }
            else
            {
                break;
            }
            var hair_0 : f32 = cellAt_0(_S24 + vec2<i32>(x_1, y_1)).w;
            var _S26 : f32 = max(most_0, hair_0);
            var _S27 : f32 = min(least_0, hair_0);
            var _S28 : i32 = x_1 + i32(1);
            most_0 = _S26;
            least_0 = _S27;
            x_1 = _S28;
        }
        y_1 = y_1 + i32(1);
    }
    var ramp_0 : f32 = clamp((most_0 - least_0) * 2.5f - 1.25f, 0.0f, 1.0f);
    var _S29 : pixelOutput_2 = pixelOutput_2( vec4<f32>(ramp_0, ramp_0, ramp_0, 1.0f) );
    return _S29;
}

struct pixelOutput_3
{
    @location(0) output_4 : vec4<f32>,
};

@fragment
fn doubtsOfCells(@builtin(position) position_3 : vec4<f32>) -> pixelOutput_3
{
    var _S30 : vec2<i32> = vec2<i32>(position_3.xy);
    var _S31 : vec2<i32> = sizeOf_0(ramps) - vec2<i32>(i32(1));
    var y_2 : i32 = - settings.radius;
    var spread_0 : f32 = 0.0f;
    var edge_0 : f32 = 0.0f;
    for(;;)
    {
        if(y_2 <= (settings.radius))
        {
        }
        else
        {
            break;
        }
        var x_2 : i32 = - settings.radius;
        for(;;)
        {
            if(x_2 <= (settings.radius))
            {
            }
            else
            {
                break;
            }
            var at_2 : vec2<i32> = clamp(_S30 + vec2<i32>(x_2, y_2), vec2<i32>(i32(0)), _S31);
            var hair_1 : f32 = cellAt_0(at_2).w;
            var spread_1 : f32 = spread_0 + 4.0f * hair_1 * (1.0f - hair_1);
            var _S32 : vec3<i32> = vec3<i32>(at_2, i32(0));
            var edge_1 : f32 = edge_0 + (textureLoad((ramps), ((_S32)).xy, ((_S32)).z)).x;
            x_2 = x_2 + i32(1);
            spread_0 = spread_1;
            edge_0 = edge_1;
        }
        y_2 = y_2 + i32(1);
    }
    var side_0 : f32 = f32(i32(2) * settings.radius + i32(1));
    var area_0 : f32 = side_0 * side_0;
    var here_0 : f32 = cellAt_0(_S30).w;
    var own_0 : f32 = min(6.0f * here_0 * (1.0f - here_0), 1.0f) * edge_0 / area_0;
    var doubt_0 : f32 = spread_0 / area_0 * own_0 * own_0;
    var _S33 : pixelOutput_3 = pixelOutput_3( vec4<f32>(doubt_0, doubt_0, doubt_0, 1.0f) );
    return _S33;
}

struct pixelOutput_4
{
    @location(0) output_5 : vec4<f32>,
};

@fragment
fn linesOfCells(@builtin(position) position_4 : vec4<f32>) -> pixelOutput_4
{
    var _S34 : vec2<i32> = vec2<i32>(i32(1));
    var cell_2 : vec2<i32> = vec2<i32>(position_4.xy) - _S34;
    var _S35 : vec3<f32> = vec3<f32>(0.0f);
    var y_3 : i32 = - settings.radius;
    var mean_0 : vec3<f32> = _S35;
    var hair_2 : vec3<f32> = _S35;
    var weight_0 : f32 = 0.0f;
    for(;;)
    {
        if(y_3 <= (settings.radius))
        {
        }
        else
        {
            break;
        }
        var x_3 : i32 = - settings.radius;
        for(;;)
        {
            if(x_3 <= (settings.radius))
            {
            }
            else
            {
                break;
            }
            var here_1 : vec4<f32> = cellAt_0(cell_2 + vec2<i32>(x_3, y_3));
            var _S36 : vec3<f32> = here_1.xyz;
            var mean_1 : vec3<f32> = mean_0 + _S36;
            var _S37 : f32 = here_1.w;
            var hair_3 : vec3<f32> = hair_2 + vec3<f32>(_S37) * _S36;
            var weight_1 : f32 = weight_0 + _S37;
            x_3 = x_3 + i32(1);
            mean_0 = mean_1;
            hair_2 = hair_3;
            weight_0 = weight_1;
        }
        y_3 = y_3 + i32(1);
    }
    var side_1 : f32 = f32(i32(2) * settings.radius + i32(1));
    var area_1 : f32 = side_1 * side_1;
    var weight_2 : f32 = clamp(weight_0 / area_1, 0.00100000004749745f, 0.99900001287460327f);
    var _S38 : vec3<f32> = vec3<f32>(area_1);
    var background_0 : vec3<f32> = (mean_0 - hair_2) / _S38 / vec3<f32>((1.0f - weight_2));
    var way_0 : vec3<f32> = hair_2 / _S38 / vec3<f32>(weight_2) - background_0;
    var length_0 : f32 = dot(way_0, way_0);
    var _S39 : vec3<i32> = vec3<i32>(clamp(cell_2, vec2<i32>(i32(0)), sizeOf_0(doubts) - _S34), i32(0));
    var trust_0 : f32 = length_0 * (textureLoad((doubts), ((_S39)).xy, ((_S39)).z)).x;
    var share_1 : f32 = trust_0 / (trust_0 + settings.noise * settings.noise);
    var slope_0 : vec3<f32> = way_0 * vec3<f32>((share_1 / max(length_0, 9.99999997475242708e-07f)));
    var _S40 : pixelOutput_4 = pixelOutput_4( vec4<f32>(slope_0, (1.0f - share_1) * cellAt_0(cell_2).w - dot(slope_0, background_0)) );
    return _S40;
}

struct pixelOutput_5
{
    @location(0) output_6 : vec4<f32>,
};

@fragment
fn edgesOfTiles(@builtin(position) position_5 : vec4<f32>) -> pixelOutput_5
{
    var _S41 : vec2<i32> = vec2<i32>(i32(12));
    var first_0 : vec2<i32> = vec2<i32>(position_5.xy) * _S41;
    var _S42 : vec2<i32> = min(first_0 + _S41, sizeOf_0(doubts));
    var y_4 : i32 = first_0.y;
    var sum_2 : f32 = 0.0f;
    for(;;)
    {
        if(y_4 < (_S42.y))
        {
        }
        else
        {
            break;
        }
        var x_4 : i32 = first_0.x;
        for(;;)
        {
            if(x_4 < (_S42.x))
            {
            }
            else
            {
                break;
            }
            var _S43 : vec3<i32> = vec3<i32>(x_4, y_4, i32(0));
            var sum_3 : f32 = sum_2 + (textureLoad((doubts), ((_S43)).xy, ((_S43)).z)).x;
            x_4 = x_4 + i32(1);
            sum_2 = sum_3;
        }
        y_4 = y_4 + i32(1);
    }
    var _S44 : vec4<f32>;
    if(sum_2 > (settings.unsure * 144.0f))
    {
        _S44 = vec4<f32>(1.0f);
    }
    else
    {
        _S44 = vec4<f32>(0.0f, 0.0f, 0.0f, 1.0f);
    }
    var _S45 : pixelOutput_5 = pixelOutput_5( _S44 );
    return _S45;
}

struct pixelOutput_6
{
    @location(0) output_7 : vec4<f32>,
};

@fragment
fn matte(@builtin(position) position_6 : vec4<f32>) -> pixelOutput_6
{
    var _S46 : vec2<i32> = vec2<i32>(position_6.xy);
    var centre_2 : vec2<f32> = vec2<f32>(_S46) + vec2<f32>(0.5f);
    var cell_3 : vec2<i32> = _S46 / vec2<i32>(settings.cell);
    var _S47 : vec2<i32> = cell_3 / vec2<i32>(i32(12));
    var _S48 : vec3<i32> = vec3<i32>(_S47, i32(0));
    var alpha_0 : f32;
    if(((textureLoad((edges), ((_S48)).xy, ((_S48)).z)).x) > 0.5f)
    {
        var size_3 : vec2<i32> = sizeOf_0(lines);
        var line_0 : vec4<f32> = bilinear_0(lines, placeOf_0(centre_2 + vec2<f32>(f32(settings.cell)), vec2<f32>(size_3 * vec2<i32>(settings.cell)), size_3));
        var _S49 : vec3<i32> = vec3<i32>(_S46, i32(0));
        alpha_0 = clamp(dot(line_0.xyz, (textureLoad((seen), ((_S49)).xy, ((_S49)).z)).xyz) + line_0.w, 0.0f, 1.0f);
    }
    else
    {
        alpha_0 = hairAt_0(centre_2, vec2<f32>(sizeOf_0(seen)));
    }
    var _S50 : pixelOutput_6 = pixelOutput_6( vec4<f32>(alpha_0, alpha_0, alpha_0, 1.0f) );
    return _S50;
}
