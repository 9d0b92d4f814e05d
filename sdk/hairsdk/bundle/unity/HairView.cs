using UnityEngine;

namespace HairSdk
{
    /// <summary>What the network sees of a window of a frame, and its answer or its memory.</summary>
    sealed class HairView
    {
        public HairWindow Window;
        public RenderTexture Seen, Small;
        public float[] Mask;
    }
}
