// Generated from hair_render.slang: do not edit.

#pragma pack_matrix(column_major)

#ifndef __DXC_VERSION_MAJOR
// warning X3557: loop doesn't seem to do anything, forcing loop to unroll
#pragma warning(disable : 3557)
#endif

float4 fullscreen(uint index_0 : SV_VertexID) : SV_POSITION
{
    float _S1;
    if(index_0 == 1U)
    {
        _S1 = 3.0f;
    }
    else
    {
        _S1 = -1.0f;
    }
    float _S2;
    if(index_0 == 2U)
    {
        _S2 = 3.0f;
    }
    else
    {
        _S2 = -1.0f;
    }
    return float4(_S1, _S2, 0.0f, 1.0f);
}
