using System;

namespace HairSdk
{
    /// <summary>
    /// Which head of the frame before each head goes on from: the one that its hair lies upon; see
    /// "Several people" in README.md.
    /// </summary>
    sealed class HairFollower
    {
        readonly int settled, cells;
        int[] unsettled;
        // Per cell of the last frame's window, 1 more than the number of the head with hair there.
        byte[] places;
        HairWindow seen;

        /// <summary>What a head goes on from.</summary>
        public struct Origin
        {
            /// <summary>Its number in the frame before, or -1 where it is new.</summary>
            public int From;

            /// <summary>Whether heads have met or parted there.</summary>
            public bool IsMixed;

            /// <summary>For how many frames its intensity moves slowly, as heads have.</summary>
            public int Unsettled;
        }

        /// <summary>
        /// Whether there was hair in the last frame. Else the first head goes on alone, and the
        /// others are kept: who comes back may be any of them.
        /// </summary>
        public bool IsAnybody { get; private set; }

        public HairFollower(HairManifest.Heads settings, int cells)
        {
            settled = settings.settled;
            this.cells = cells;
            Reset();
        }

        /// <summary>At a cut.</summary>
        public void Reset()
        {
            unsettled = new int[1];
            places = null;
        }

        public Origin[] Follow(HairHeads heads, HairWindow window)
        {
            IsAnybody = Array.IndexOf(heads.Hair, true) >= 0;
            var origins = new[] { new Origin { Unsettled = unsettled[0] } };
            if (!IsAnybody)
            {
                unsettled[0] = Math.Max(unsettled[0] - 1, 0);
                return origins;
            }
            if (heads.Count > 1 || unsettled.Length > 1) origins = Meet(heads, window);
            unsettled = Array.ConvertAll(origins, origin => Math.Max(origin.Unsettled - 1, 0));
            places = new byte[cells * cells];
            for (int i = 0; i < places.Length; i++)
                if (heads.Hair[i]) places[i] = (byte)(heads.Numbers[i] + 1);
            seen = window;
            return origins;
        }

        // Find out who is who.
        Origin[] Meet(HairHeads heads, HairWindow window)
        {
            byte[] there = There(window);
            int count = unsettled.Length;
            // Cells of each head now in which each head of the last frame had hair.
            var shares = new int[heads.Count, count];
            for (int i = 0; i < there.Length; i++)
                if (heads.Hair[i] && there[i] > 0) shares[heads.Numbers[i], there[i] - 1]++;
            var origins = new Origin[heads.Count];
            for (int head = 0; head < heads.Count; head++)
            {
                int from = 0, others = 0, takers = 0;
                for (int old = 0; old < count; old++)
                {
                    if (shares[head, old] > shares[head, from]) from = old;
                    if (shares[head, old] > 0) others++;
                }
                for (int any = 0; any < heads.Count; any++)
                    if (shares[any, from] > 0) takers++;
                bool isMixed = others > 1 || takers > 1;
                origins[head] = others == 0 ? new Origin { From = -1 } : new Origin
                {
                    From = from, IsMixed = isMixed, Unsettled = isMixed ? settled : unsettled[from],
                };
            }
            return origins;
        }

        // Where the heads of the last frame were, in the cells of another window: numbers from 1.
        byte[] There(HairWindow window)
        {
            var there = new byte[cells * cells];
            if (places == null) return there;
            int[] columns = Along(window.Left, window.Width, seen.Left, seen.Width);
            int[] rows = Along(window.Top, window.Height, seen.Top, seen.Height);
            for (int i = 0; i < there.Length; i++)
            {
                int row = rows[i / cells], column = columns[i % cells];
                bool isInside = row >= 0 && row < cells && column >= 0 && column < cells;
                if (isInside) there[i] = places[row * cells + column];
            }
            return there;
        }

        // In which cell of the window before the middle of each cell is, along one axis.
        int[] Along(int start, int length, int otherStart, int otherLength)
        {
            var found = new int[cells];
            for (int i = 0; i < cells; i++)
            {
                double middle = start + (i + 0.5) * length / cells;
                found[i] = (int)Math.Floor((middle - otherStart) * cells / otherLength);
            }
            return found;
        }
    }
}
