using System;
using System.Collections.Generic;
using UnityEngine;

namespace HairSdk
{
    /// <summary>
    /// How light the hair of each head is, from one frame to the next. It stays on the GPU: `state`
    /// of 1 x 1 for each.
    /// </summary>
    sealed class HairIntensities
    {
        const int Block = 16;

        readonly HairPasses passes;
        readonly HairManifest.Rendering render;
        readonly HairFollower follower;
        readonly RenderTexture[] pool;
        List<RenderTexture> states;

        public HairIntensities(HairPasses passes, HairManifest.Rendering render)
        {
            this.passes = passes;
            this.render = render;
            follower = new HairFollower(render.heads, render.closer.cells);
            // As many as are read and written at a time.
            pool = new RenderTexture[2 * render.heads.most];
            for (int i = 0; i < pool.Length; i++)
                pool[i] = passes.Target("state" + i, 1, 1, passes.Floats);
            passes.Render.SetFloat("toe", render.matte.toe);
            passes.Render.SetFloat("jump", render.stream.jump);
            passes.Render.SetFloat("leastHair", render.intensity.least_hair);
            BeginShot();
        }

        public void BeginShot()
        {
            follower.Reset();
            states = new List<RenderTexture> { passes.Zero };
        }

        /// <summary>That of one head in a still.</summary>
        public RenderTexture OfStill(int number, RenderTexture small, Texture coarse)
        {
            SetHead(0, false);
            return Measure(small, coarse, passes.Zero, passes.Zero, pool[number]);
        }

        /// <summary>
        /// Those of a stream's next frame, by the heads' numbers. Those that are known go on from what
        /// they had.
        /// </summary>
        public List<RenderTexture> OfFrame(
            HairHeads heads, HairWindow window, RenderTexture small, Texture coarse, Texture cells)
        {
            var found = new List<RenderTexture>();
            foreach (HairFollower.Origin origin in follower.Follow(heads, window))
            {
                RenderTexture before = origin.From < 0 ? passes.Zero : states[origin.From];
                RenderTexture after = Array.Find(
                    pool, state => !states.Contains(state) && !found.Contains(state));
                SetHead(found.Count, origin.Unsettled > 0);
                found.Add(Measure(small, coarse, cells, before, after));
            }
            List<RenderTexture> kept = states;
            states = new List<RenderTexture>(found);
            if (!follower.IsAnybody) states.AddRange(kept.GetRange(1, kept.Count - 1));
            return found;
        }

        void SetHead(int number, bool isSlow)
        {
            passes.Render.SetFloat("head", number);
            passes.Render.SetFloat("slow", isSlow ? render.heads.ease : render.stream.slow);
            passes.Render.SetFloat("fast", isSlow ? render.heads.ease : render.stream.fast);
        }

        RenderTexture Measure(RenderTexture small, Texture coarse, Texture cells,
            RenderTexture before, RenderTexture after)
        {
            int size = Blocks(small.width);
            RenderTexture sums = passes.Run("measure", Sums(0, size), small, coarse, cells);
            for (int step = 1; size > Block; step++)
            {
                size = Blocks(size);
                sums = passes.Run("gather", Sums(step, size), sums);
            }
            return passes.Run("settle", after, sums, before);
        }

        RenderTexture Sums(int step, int size) =>
            passes.Target("sums" + step, size, size, passes.Floats);

        static int Blocks(int length) => (length + Block - 1) / Block;
    }
}
