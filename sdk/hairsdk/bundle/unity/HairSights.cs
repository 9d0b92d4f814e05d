using System;
using System.Collections.Generic;
using UnityEngine;

namespace HairSdk
{
    /// <summary>
    /// Heads of several in a stream that are looked at closer, each through a window of its own; see
    /// "Several people" in README.md. The window around people who sit apart is mostly wall.
    /// </summary>
    sealed class HairSights
    {
        readonly HairPasses passes;
        readonly HairManifest.Rendering render;
        readonly HairNetwork network;
        readonly HairCloser closer;
        readonly HairHeadFinder finder;
        readonly int side;
        // Also those that are free: their textures are used again.
        readonly List<HairSight> pool = new List<HairSight>();
        // Of the last frame.
        List<HairSight> sights = new List<HairSight>();

        public HairSights(HairPasses passes, HairManifest.Rendering render, HairNetwork network,
            HairCloser closer, HairHeadFinder finder, int side)
        {
            this.passes = passes;
            this.render = render;
            this.network = network;
            this.closer = closer;
            this.finder = finder;
            this.side = side;
        }

        /// <summary>At a cut.</summary>
        public void Clear()
        {
            sights.Clear();
        }

        /// <summary>
        /// Turn them to where their heads went in the last frame, which was seen through `seen` before
        /// it was through theirs, and remember it as it is there.
        /// </summary>
        /// <param name="all">that frame's steady mask, to which the hair is added that was found
        /// closer</param>
        /// <returns>Whether there was any.</returns>
        public bool Turn(float[] all, RenderTexture frame, HairWindow seen, HairWindow whole)
        {
            bool isAdded = false;
            List<HairSight> before = sights;
            sights = new List<HairSight>();
            foreach (HairSight sight in before)
            {
                HairWindow last = sight.Window, next = last;
                if (sight.Memory == null)
                {
                    sight.Memory = sight.Steadier.Previous();
                    float[] found = closer.Moved(sight.Memory, last, seen);
                    for (int i = 0; i < all.Length; i++) all[i] = Math.Max(all[i], found[i]);
                    isAdded = true;
                    next = closer.Next(sight.Memory, last, whole);
                }
                // Else it is no closer look.
                if (next.Side >= seen.Side) continue;
                sights.Add(sight);
                if (next.IsSame(last)) continue;
                sight.Window = next;
                sight.Memory = closer.Moved(sight.Memory, last, next);
                sight.Steadier.Carry(
                    sight.Memory, network.See(frame, next, whole, sight.Name).Small);
            }
            return isAdded;
        }

        /// <summary>Look closer at those heads of a frame for which it is worth it.</summary>
        /// <param name="view">what the heads were found in</param>
        /// <param name="origins">which heads of the frame before they are</param>
        /// <returns>Per head, the sight that has a mask of it alone. Heads without one are seen well
        /// enough as it is, or move faster than their windows follow.</returns>
        public HairSight[] Look(HairView view, RenderTexture frame, HairWindow whole, HairHeads heads,
            HairFollower.Origin[] origins)
        {
            var looks = new HairSight[heads.Count];
            HairSight[] chosen = GoingOn(origins);
            sights = new List<HairSight>();
            for (int number = 0; number < chosen.Length; number++)
            {
                if (chosen[number] == null) chosen[number] = Begun(view, whole, heads, number, chosen);
                HairSight sight = chosen[number];
                if (sight == null) continue;
                sight.Head = number;
                sights.Add(sight);
                sight.View = network.See(frame, sight.Window, whole, sight.Name);
                float[] mask = sight.View.Mask = network.Answer(sight.Memory);
                finder.KeepOwn(heads, number, view.Window, mask, sight.Window);
                if (closer.HasEscaped(mask, sight.Window, whole))
                {
                    // Seen from further off it is all there; the next frame's window holds it.
                    HairWindow next = closer.Next(mask, sight.Window, whole);
                    sight.Begin(next, closer.Moved(mask, sight.Window, next));
                    continue;
                }
                closer.Fade(mask, sight.Window, whole);
                sight.Memory = null;
                looks[number] = sight;
            }
            return looks;
        }

        // The sights of the last frame, by the heads' numbers in this one.
        HairSight[] GoingOn(HairFollower.Origin[] origins)
        {
            bool areSeveral = origins.Length > 1;
            var chosen = new HairSight[areSeveral ? Math.Min(origins.Length, render.heads.looks) : 0];
            for (int number = 0; number < chosen.Length; number++)
            {
                HairFollower.Origin origin = origins[number];
                if (!origin.IsMixed) chosen[number] = sights.Find(each => each.Head == origin.From);
            }
            return chosen;
        }

        // None where it is not worth it.
        HairSight Begun(
            HairView view, HairWindow whole, HairHeads heads, int number, HairSight[] chosen)
        {
            float[] own = finder.Only(heads, number, view.Mask);
            HairWindow window = closer.Next(own, view.Window, whole);
            if (window.Side > render.closer.worth * view.Window.Side) return null;
            HairSight sight = pool.Find(each => Array.IndexOf(chosen, each) < 0);
            if (sight == null)
            {
                string name = "sight" + pool.Count;
                sight = new HairSight(name, new HairSteadier(passes, render.steady, side, name));
                pool.Add(sight);
            }
            sight.Begin(window, closer.Moved(own, view.Window, window));
            return sight;
        }
    }
}
