using System;

namespace HairSdk
{
    /// <summary>
    /// Where to look closer: the part of a frame that the hair is in; see "Closer looks" in
    /// README.md. Masks are square, `side` texels wide and high, and cover a window.
    /// </summary>
    sealed class HairCloser
    {
        readonly HairManifest.Closer settings;
        readonly int side, cells;

        public HairCloser(HairManifest.Closer settings, int side)
        {
            this.settings = settings;
            this.side = side;
            cells = settings.cells;
        }

        /// <summary>
        /// The window to look through next; the one that was seen for as long as it fits the hair.
        /// </summary>
        public HairWindow Next(float[] mask, HairWindow seen, HairWindow frame)
        {
            // Through a window all hair is seen well: what is faint there is memory of what has gone.
            HairBounds hair =
                BoundsOf(mask, seen, seen.IsSame(frame) ? settings.faint : settings.hair);
            if (hair == null) return frame;
            HairWindow wanted = Around(hair, frame);
            if (wanted.Side > settings.worth * seen.Side && Fits(hair, seen, frame, settings.slack))
                return seen;
            return wanted.Side > settings.worth * frame.Side ? frame : wanted;
        }

        /// <summary>
        /// Whether hair goes on beyond the window, or is gone: it moves faster than that follows.
        /// </summary>
        public bool HasEscaped(float[] mask, HairWindow seen, HairWindow frame)
        {
            if (seen.IsSame(frame)) return false;
            HairBounds hair = BoundsOf(mask, seen, settings.hair);
            return hair == null || !Fits(hair, seen, frame, 1.0 / cells);
        }

        /// <summary>A mask of what is all hair.</summary>
        public float[] Ones()
        {
            var ones = new float[side * side];
            for (int i = 0; i < ones.Length; i++) ones[i] = 1;
            return ones;
        }

        /// <summary>What a mask of one window says of another one; 0 where nothing was seen.</summary>
        public float[] Moved(float[] mask, HairWindow seen, HairWindow other)
        {
            double[] across = Places(seen.Left, seen.Width, other.Left, other.Width);
            double[] down = Places(seen.Top, seen.Height, other.Top, other.Height);
            var result = new float[side * side];
            for (int j = 0; j < side; j++)
            {
                int y = (int)Math.Floor(down[j]);
                double share = down[j] - y;
                for (int i = 0; i < side; i++)
                    result[j * side + i] = (float)((1 - share) * Between(mask, across[i], y)
                        + share * Between(mask, across[i], y + 1));
            }
            return result;
        }

        /// <summary>Let a mask end at the window's borders, but for those of the frame.</summary>
        public void Fade(float[] mask, HairWindow seen, HairWindow frame)
        {
            if (seen.IsSame(frame)) return;
            double[] across = Ramp(seen.Left > 0, seen.Left + seen.Width < frame.Width);
            double[] down = Ramp(seen.Top > 0, seen.Top + seen.Height < frame.Height);
            for (int i = 0; i < mask.Length; i++)
                mask[i] = (float)(mask[i] * across[i % side] * down[i / side]);
        }

        /// <summary>How much hair there is in each cell of what was seen: specks are none.</summary>
        public float[] Means(float[] mask)
        {
            var means = new float[cells * cells];
            for (int i = 0; i < means.Length; i++) means[i] = (float)Mean(mask, i / cells, i % cells);
            return means;
        }

        /// <summary>In which cells there is hair, which may be faint.</summary>
        public bool[] HairCells(float[] means, double least)
        {
            float most = 0;
            foreach (float mean in means) most = Math.Max(most, mean);
            double level = Math.Min(settings.hair, Math.Max(least, most / 2));
            return Array.ConvertAll(means, mean => mean >= level);
        }

        /// <summary>Those of a box of cells of a window.</summary>
        public HairBounds BoundsOfCells(int left, int top, int right, int bottom, HairWindow seen)
        {
            double across = (double)seen.Width / cells, down = (double)seen.Height / cells;
            return new HairBounds(seen.Left + left * across, seen.Top + top * down,
                seen.Left + right * across, seen.Top + bottom * down);
        }

        HairBounds BoundsOf(float[] mask, HairWindow seen, double least)
        {
            bool[] hair = HairCells(Means(mask), least);
            int left = cells, top = cells, right = 0, bottom = 0;
            for (int i = 0; i < hair.Length; i++)
            {
                if (!hair[i]) continue;
                left = Math.Min(left, i % cells);
                right = Math.Max(right, i % cells + 1);
                top = Math.Min(top, i / cells);
                bottom = i / cells + 1;
            }
            return right == 0 ? null : BoundsOfCells(left, top, right, bottom, seen);
        }

        // Of a cell, which covers texels at its borders in part where `cells` do not divide the side.
        double Mean(float[] mask, int row, int column)
        {
            double width = (double)side / cells, sum = 0;
            double top = row * width, bottom = (row + 1) * width;
            double left = column * width, right = (column + 1) * width;
            for (int y = (int)top; y < bottom; y++)
                for (int x = (int)left; x < right; x++)
                    sum += mask[y * side + x] * (Math.Min(y + 1, bottom) - Math.Max(y, top))
                        * (Math.Min(x + 1, right) - Math.Max(x, left));
            return sum / (width * width);
        }

        HairWindow Around(HairBounds hair, HairWindow frame)
        {
            int square = Math.Max(
                Rounded(settings.least * side), Rounded(hair.Longer * (1 + 2 * settings.margin)));
            int width = Math.Min(square, frame.Width), height = Math.Min(square, frame.Height);
            int left = Rounded((hair.Left + hair.Right - width) / 2);
            int top = Rounded((hair.Top + hair.Bottom - height) / 2);
            return new HairWindow(
                Math.Min(Math.Max(left, 0), frame.Width - width),
                Math.Min(Math.Max(top, 0), frame.Height - height), width, height);
        }

        // Whether hair keeps clear of the window's borders, but for those of the frame.
        static bool Fits(HairBounds hair, HairWindow seen, HairWindow frame, double slack)
        {
            double across = slack * seen.Width, down = slack * seen.Height;
            int right = seen.Left + seen.Width, bottom = seen.Top + seen.Height;
            return (seen.Left == 0 || hair.Left >= seen.Left + across)
                && (seen.Top == 0 || hair.Top >= seen.Top + down)
                && (right == frame.Width || hair.Right <= right - across)
                && (bottom == frame.Height || hair.Bottom <= bottom - down);
        }

        // From another window's texel centres to those of the mask, along one axis.
        double[] Places(int from, int width, int to, int otherWidth)
        {
            var places = new double[side];
            for (int i = 0; i < side; i++)
                places[i] = ((double)(to - from) * side + (i + 0.5) * otherWidth) / width - 0.5;
            return places;
        }

        double Between(float[] mask, double x, int y)
        {
            int low = (int)Math.Floor(x);
            return (1 - (x - low)) * At(mask, low, y) + (x - low) * At(mask, low + 1, y);
        }

        float At(float[] mask, int x, int y) =>
            x < 0 || y < 0 || x >= side || y >= side ? 0 : mask[y * side + x];

        double[] Ramp(bool atStart, bool atEnd)
        {
            var ramp = new double[side];
            for (int i = 0; i < side; i++) ramp[i] = 1;
            for (int i = 0; i < side; i++)
            {
                double up = Math.Min((i + 0.5) / (settings.fade * side), 1);
                if (atStart) ramp[i] = Math.Min(ramp[i], up);
                if (atEnd) ramp[side - 1 - i] = Math.Min(ramp[side - 1 - i], up);
            }
            return ramp;
        }

        static int Rounded(double length) => (int)Math.Floor(length + 0.5);
    }
}
