using System;

namespace HairSdk
{
    /// <summary>A part of a frame, in pixels; row 0 is the top of the picture.</summary>
    sealed class HairWindow
    {
        public readonly int Left, Top, Width, Height;

        public HairWindow(int left, int top, int width, int height)
        {
            Left = left;
            Top = top;
            Width = width;
            Height = height;
        }

        /// <summary>Geometric mean of width and height.</summary>
        public double Side => Math.Sqrt((double)Width * Height);

        public bool IsSame(HairWindow other) =>
            other != null && Left == other.Left && Top == other.Top
            && Width == other.Width && Height == other.Height;
    }
}
