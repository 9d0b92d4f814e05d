using System;
using UnityEngine;

namespace HairSdk
{
    /// <summary>
    /// The network's answer averaged with the mask of the frame before, carried along with the
    /// motion.
    /// </summary>
    sealed class HairSteadier
    {
        readonly HairPasses passes;
        readonly HairManifest.Steady settings;
        readonly int side;
        readonly string name;
        readonly Texture2D carried, reader;
        readonly float[] previous, texels;
        // Of what a frame leaves to the next: where this one's goes, and where the last one's is.
        string now = "A", last = "B";
        bool isCarried;
        RenderTexture steadied;

        /// <param name="name">which its textures' names begin with: none for two instances</param>
        public HairSteadier(
            HairPasses passes, HairManifest.Steady settings, int side, string name)
        {
            this.passes = passes;
            this.settings = settings;
            this.side = side;
            this.name = name;
            carried = passes.Square(side, TextureFormat.RFloat);
            reader = passes.Square(side, TextureFormat.RGBAFloat);
            previous = new float[side * side];
            texels = new float[4 * side * side];
            passes.Steady.SetFloat("ease", settings.ease);
            passes.Steady.SetFloat("noise", settings.noise);
        }

        /// <summary>Frames since the start of the shot.</summary>
        public int Age { get; private set; }

        public void Reset()
        {
            Age = 0;
            isCarried = false;
        }

        /// <summary>The last frame's steady mask, in the window that it was seen through.</summary>
        public float[] Previous()
        {
            HairPasses.Read(steadied, reader, texels);
            for (int i = 0; i < previous.Length; i++) previous[i] = texels[4 * i];
            return previous;
        }

        /// <summary>
        /// Take another mask for that one; and, if another window has it, what the network saw there.
        /// </summary>
        public void Carry(float[] mask, RenderTexture small = null)
        {
            HairPasses.Upload(carried, mask);
            if (small != null) Greys(small, last);
            isCarried = true;
        }

        public RenderTexture Steady(RenderTexture small, Texture answered)
        {
            passes.Steady.SetFloat(
                "carry", (float)(settings.weight * Math.Min(1, Age / settings.settle)));
            int[] sizes = Greys(small, now);
            RenderTexture motion = passes.Zero;
            for (int level = sizes.Length - 1; level >= 0; level--)
            {
                int size = sizes[level];
                RenderTexture slopes = Slopes(level, size, motion);
                RenderTexture moved =
                    passes.Run("advance", Square("moved" + level, size), slopes, motion);
                motion = passes.Run("calm", Square("motion" + level, size), moved);
            }
            RenderTexture trusted = passes.Run(
                "trust", Square("trusted", sizes[0]), Slopes(0, sizes[0], motion), motion);
            Texture before = isCarried ? carried : (Texture)Square("steadied" + last, side);
            steadied = Square("steadied" + now, side);
            Age++;
            isCarried = false;
            string lately = now;
            now = last;
            last = lately;
            return passes.Run("steady", steadied, answered, before, trusted);
        }

        RenderTexture Slopes(int level, int size, RenderTexture motion)
        {
            RenderTexture grey = Square("grey" + level + now, size);
            RenderTexture greyBefore = Square("grey" + level + last, size);
            return passes.Run(
                "slopesOfCells", Square("slopes" + level, size), grey, greyBefore, motion);
        }

        // The grey levels of a frame's cells, in every size; returns the sizes.
        int[] Greys(RenderTexture small, string which)
        {
            int cell = 1;
            while (side >= 2 * cell * settings.cells && side % (2 * cell) == 0) cell *= 2;
            passes.Steady.SetInteger("cell", cell);
            var sizes = new int[settings.levels];
            sizes[0] = side / cell;
            RenderTexture grey = passes.Run("greyOfCells", Square("grey0" + which, sizes[0]), small);
            for (int level = 1; level < sizes.Length; level++)
            {
                sizes[level] = (sizes[level - 1] + 1) / 2;
                grey = passes.Run("halve", Square("grey" + level + which, sizes[level]), grey);
            }
            return sizes;
        }

        RenderTexture Square(string which, int size) =>
            passes.Target(name + which, size, size, passes.Floats);
    }
}
