using UnityEngine;

namespace HairSdk
{
    /// <summary>
    /// What a head is measured in and drawn with: its number in those cells, which cover the window,
    /// as the masks do.
    /// </summary>
    sealed class HairHead
    {
        public HairWindow Window;
        public RenderTexture Small, Mask, State;
        public Texture Coarse, Cells;
        public int Number;
    }
}
