namespace HairSdk
{
    /// <summary>
    /// One of several heads that is looked at closer, through a window of its own, and what the
    /// network remembers of it.
    /// </summary>
    sealed class HairSight
    {
        /// <summary>Its textures' names begin with it.</summary>
        public readonly string Name;

        public readonly HairSteadier Steadier;

        /// <summary>The head's number in the last frame.</summary>
        public int Head;

        /// <summary>What the network saw of the last frame, and its answer.</summary>
        public HairView View;

        /// <summary>The part of the next frame that the network will see.</summary>
        public HairWindow Window;

        /// <summary>The last frame's mask, as that window has it; null while the steadier has it.</summary>
        public float[] Memory;

        public HairSight(string name, HairSteadier steadier)
        {
            Name = name;
            Steadier = steadier;
        }

        /// <summary>See the next frame through that window, with a mask that was not made steady.</summary>
        public void Begin(HairWindow window, float[] memory)
        {
            Window = window;
            Memory = memory;
            Steadier.Reset();
        }
    }
}
