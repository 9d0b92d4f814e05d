using System;
using System.Collections.Generic;

namespace HairSdk
{
    /// <summary>Whose hair is whose; see "Several people" in README.md.</summary>
    sealed class HairHeadFinder
    {
        readonly HairManifest.Heads settings;
        readonly HairCloser closer;
        readonly double faint;
        readonly int side, cells;
        // Of each cell, those around it.
        readonly int[][] beside;

        // Cells of hair that touch, and the box around them.
        sealed class Patch
        {
            public readonly List<int> Members = new List<int>();
            public int Left = int.MaxValue, Top = int.MaxValue, Right, Bottom;
        }

        // Patches of one head.
        sealed class Group
        {
            public HairBounds Bounds;
            public List<int> Members;
        }

        public HairHeadFinder(HairManifest.Rendering render, HairCloser closer, int side)
        {
            settings = render.heads;
            faint = render.closer.faint;
            this.closer = closer;
            this.side = side;
            cells = render.closer.cells;
            beside = new int[cells * cells][];
            for (int i = 0; i < beside.Length; i++) beside[i] = Beside(i / cells, i % cells);
        }

        /// <summary>
        /// Patches that do not touch are of one head where both are not much longer than the larger one
        /// alone: as on both sides of a face under a hat.
        /// </summary>
        public HairHeads Apart(float[] mask, HairWindow seen)
        {
            float[] means = closer.Means(mask);
            bool[] hair = closer.HairCells(means, faint);
            var groups = new List<Group>();
            foreach (Patch patch in Patches(hair, means))
            {
                HairBounds bounds = closer.BoundsOfCells(
                    patch.Left, patch.Top, patch.Right, patch.Bottom, seen);
                Group nearest = null;
                double least = double.PositiveInfinity;
                foreach (Group group in groups)
                {
                    double growth = group.Bounds.With(bounds).Longer / group.Bounds.Longer;
                    if (growth >= least) continue;
                    least = growth;
                    nearest = group;
                }
                if (least > settings.growth && groups.Count < settings.most)
                {
                    groups.Add(new Group { Bounds = bounds, Members = patch.Members });
                    continue;
                }
                nearest.Bounds = nearest.Bounds.With(bounds);
                nearest.Members.AddRange(patch.Members);
            }
            return new HairHeads(Nearest(groups), hair, Math.Max(groups.Count, 1));
        }

        /// <summary>The hair of one head alone: the mask itself, if there is only one head.</summary>
        public float[] Only(HairHeads heads, int number, float[] mask)
        {
            if (heads.Count == 1) return mask;
            // The cell that a texel's centre lies in, as in the shaders.
            var cellOf = new int[side];
            for (int i = 0; i < side; i++) cellOf[i] = (int)((i + 0.5) * cells / side);
            var own = new float[mask.Length];
            for (int i = 0; i < mask.Length; i++)
                if (heads.Numbers[cellOf[i / side] * cells + cellOf[i % side]] == number)
                    own[i] = mask[i];
            return own;
        }

        /// <summary>Take out of a mask of another window what other heads have.</summary>
        public void KeepOwn(
            HairHeads heads, int number, HairWindow seen, float[] mask, HairWindow window)
        {
            if (heads.Count == 1) return;
            float[] share = closer.Moved(Only(heads, number, closer.Ones()), seen, window);
            for (int i = 0; i < mask.Length; i++) mask[i] *= share[i];
        }

        // Those of heads. The largest first, of equals the upper one, then the left one.
        List<Patch> Patches(bool[] hair, float[] means)
        {
            var isFound = new bool[hair.Length];
            var patches = new List<Patch>();
            for (int start = 0; start < hair.Length; start++)
            {
                if (!hair[start] || isFound[start]) continue;
                isFound[start] = true;
                var patch = new Patch();
                patch.Members.Add(start);
                for (int next = 0; next < patch.Members.Count; next++)
                {
                    int row = patch.Members[next] / cells, column = patch.Members[next] % cells;
                    patch.Left = Math.Min(patch.Left, column);
                    patch.Top = Math.Min(patch.Top, row);
                    patch.Right = Math.Max(patch.Right, column + 1);
                    patch.Bottom = Math.Max(patch.Bottom, row + 1);
                    foreach (int cell in beside[patch.Members[next]])
                    {
                        if (!hair[cell] || isFound[cell]) continue;
                        isFound[cell] = true;
                        patch.Members.Add(cell);
                    }
                }
                patches.Add(patch);
            }
            patches.Sort(Ranked);
            return patches.FindAll(patch =>
                patch.Members.Count >= settings.share * patches[0].Members.Count
                && patch.Members.Exists(cell => means[cell] >= settings.sure));
        }

        static int Ranked(Patch a, Patch b)
        {
            if (a.Members.Count != b.Members.Count) return b.Members.Count - a.Members.Count;
            if (a.Top != b.Top) return a.Top - b.Top;
            // List.Sort keeps no order of its own.
            return a.Left != b.Left ? a.Left - b.Left : a.Members[0] - b.Members[0];
        }

        // Per cell the number of the group that is nearest, in steps to any of the 8 neighbours; of
        // those that are as near, the one with the least hair.
        byte[] Nearest(List<Group> groups)
        {
            var numbers = new byte[cells * cells];
            if (groups.Count < 2) return numbers;
            var reached = new List<int>();
            var steps = new int[numbers.Length];
            for (int i = 0; i < groups.Count; i++)
                foreach (int cell in groups[i].Members)
                {
                    numbers[cell] = (byte)(i + 1);
                    reached.Add(cell);
                }
            for (int next = 0; next < reached.Count; next++)
            {
                int from = reached[next];
                foreach (int cell in beside[from])
                {
                    if (numbers[cell] == 0)
                    {
                        steps[cell] = steps[from] + 1;
                        reached.Add(cell);
                    }
                    else if (steps[cell] != steps[from] + 1) continue;
                    numbers[cell] = Math.Max(numbers[cell], numbers[from]);
                }
            }
            for (int i = 0; i < numbers.Length; i++) numbers[i]--;
            return numbers;
        }

        int[] Beside(int row, int column)
        {
            var found = new List<int>();
            for (int y = Math.Max(row - 1, 0); y <= Math.Min(row + 1, cells - 1); y++)
                for (int x = Math.Max(column - 1, 0); x <= Math.Min(column + 1, cells - 1); x++)
                    if (y != row || x != column) found.Add(y * cells + x);
            return found.ToArray();
        }
    }
}
