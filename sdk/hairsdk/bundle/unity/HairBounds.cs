using System;

namespace HairSdk
{
    /// <summary>Borders of hair, in pixels of the frame, not rounded.</summary>
    sealed class HairBounds
    {
        public readonly double Left, Top, Right, Bottom;

        public HairBounds(double left, double top, double right, double bottom)
        {
            Left = left;
            Top = top;
            Right = right;
            Bottom = bottom;
        }

        /// <summary>The longer side.</summary>
        public double Longer => Math.Max(Right - Left, Bottom - Top);

        /// <summary>The least that hold both.</summary>
        public HairBounds With(HairBounds other) => new HairBounds(
            Math.Min(Left, other.Left), Math.Min(Top, other.Top),
            Math.Max(Right, other.Right), Math.Max(Bottom, other.Bottom));
    }
}
