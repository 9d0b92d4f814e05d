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
        readonly RenderTexture[] pool;
        List<RenderTexture> states;

        public HairIntensities(HairPasses passes, HairManifest.Rendering render)
        {
            this.passes = passes;
            this.render = render;
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
            states = new List<RenderTexture> { passes.Zero };
        }

        /// <summary>That of one head in a still, which has the number there.</summary>
        public void OfStill(HairHead head, int number)
        {
            Measure(head, passes.Zero, pool[number], false);
        }

        /// <summary>
        /// Those of a stream's next frame. Heads that are known go on from what they had; where nobody
        /// is, the others' are kept.
        /// </summary>
        public void OfFrame(List<HairHead> heads, HairFollower.Origin[] origins, bool isAnybody)
        {
            var found = new List<RenderTexture>();
            foreach (HairHead head in heads)
            {
                HairFollower.Origin origin = origins[found.Count];
                RenderTexture before = origin.From < 0 ? passes.Zero : states[origin.From];
                RenderTexture after = Array.Find(
                    pool, state => !states.Contains(state) && !found.Contains(state));
                Measure(head, before, after, origin.Unsettled > 0);
                found.Add(after);
            }
            if (!isAnybody) found.AddRange(states.GetRange(1, states.Count - 1));
            states = found;
        }

        void Measure(HairHead head, RenderTexture before, RenderTexture after, bool isSlow)
        {
            passes.Render.SetFloat("head", head.Number);
            passes.Render.SetFloat("slow", isSlow ? render.heads.ease : render.stream.slow);
            passes.Render.SetFloat("fast", isSlow ? render.heads.ease : render.stream.fast);
            int size = Blocks(head.Small.width);
            RenderTexture sums =
                passes.Run("measure", Sums(0, size), head.Small, head.Coarse, head.Cells);
            for (int step = 1; size > Block; step++)
            {
                size = Blocks(size);
                sums = passes.Run("gather", Sums(step, size), sums);
            }
            head.State = passes.Run("settle", after, sums, before);
        }

        RenderTexture Sums(int step, int size) =>
            passes.Target("sums" + step, size, size, passes.Floats);

        static int Blocks(int length) => (length + Block - 1) / Block;
    }
}
