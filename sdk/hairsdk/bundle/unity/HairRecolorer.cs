using System;
using System.Collections.Generic;
using UnityEngine;
using UnityEngine.Experimental.Rendering;

namespace HairSdk
{
    /// <summary>
    /// Frames in, frames with recoloured hair out; README.md says what happens on the way. One
    /// instance is one stream. Textures hold sRGB-encoded values, in formats that Unity does not
    /// decode, with the lowest row first, as Unity has it.
    /// </summary>
    public sealed class HairRecolorer : IDisposable
    {
        const int Tile = 12;
        const double Pause = 1;

        readonly HairPasses passes;
        readonly HairManifest manifest;
        readonly HairNetwork network;
        readonly HairCloser closer;
        readonly HairCuts cuts;
        readonly HairHeadFinder finder;
        readonly HairFollower follower;
        readonly HairIntensities intensities;
        readonly HairSteadier steadier;
        readonly HairSights sights;

        readonly byte[] thumbnail;
        readonly Texture2D answered, headCells, thumbnailReader;
        readonly List<HairHead> drawn = new List<HairHead>();

        int sinceGlance, wide, shown;
        bool isEntered, isDisposed;
        double time;
        bool isFound;
        HairWindow whole, window, around;
        RenderTexture frame;
        Texture3D dark, light;

        /// <param name="manifestJson">the text of manifest.json</param>
        /// <param name="maskShader">HairMask.shader: give all three from serialized fields, which
        /// keeps them in a built player</param>
        /// <param name="steadyShader">HairSteady.shader</param>
        /// <param name="renderShader">HairRender.shader</param>
        /// <param name="network">runs the manifest's model: S · S · 4 floats in, S · S floats out,
        /// both with the top row first</param>
        public HairRecolorer(string manifestJson, Shader maskShader, Shader steadyShader,
            Shader renderShader, Func<float[], float[]> network)
        {
            manifest = HairManifest.Read(manifestJson);
            if (maskShader == null || steadyShader == null || renderShader == null)
                throw new ArgumentException("there is no shader: assign HairMask.shader, "
                    + "HairSteady.shader and HairRender.shader in the inspector");
            if (network == null) throw new ArgumentNullException(nameof(network));
            int side = manifest.model.input.shape[1];
            closer = new HairCloser(manifest.render.closer, side);
            cuts = new HairCuts(manifest.render.cuts);
            finder = new HairHeadFinder(manifest.render, closer, side);
            follower = new HairFollower(manifest.render.heads, manifest.render.closer.cells);
            thumbnail = new byte[4 * cuts.Side * cuts.Side];
            RenderTexture active = RenderTexture.active;
            passes = new HairPasses(manifest.passes, maskShader, steadyShader, renderShader);
            this.network = new HairNetwork(passes, network, side);
            answered = passes.Square(side, TextureFormat.RFloat);
            headCells = passes.Square(manifest.render.closer.cells, TextureFormat.RFloat);
            thumbnailReader = passes.Square(cuts.Side, TextureFormat.RGBA32);
            intensities = new HairIntensities(passes, manifest.render);
            steadier = new HairSteadier(passes, manifest.render.steady, side, "");
            sights = new HairSights(passes, manifest.render, this.network, closer, finder, side);
            RenderTexture.active = active;
            SetConstants();
        }

        /// <summary>Put on a look.</summary>
        /// <param name="lookId">its id in the manifest</param>
        /// <param name="darkBytes">its dark.rgba16f.bin</param>
        /// <param name="lightBytes">its light.rgba16f.bin</param>
        public void Wear(string lookId, byte[] darkBytes, byte[] lightBytes)
        {
            CheckUse();
            HairManifest.Look look = Array.Find(manifest.looks, each => each.id == lookId);
            if (look == null) throw new ArgumentException("the bundle has no look " + lookId);
            int size = look.lut_size, length = 8 * size * size * size;
            foreach (byte[] bytes in new[] { darkBytes, lightBytes })
                if (bytes == null || bytes.Length != length)
                    throw new ArgumentException($"{lookId}: expected {length} bytes of a .rgba16f.bin, "
                        + $"found {bytes?.Length.ToString() ?? "none"}");
            UnityEngine.Object.Destroy(dark);
            UnityEngine.Object.Destroy(light);
            dark = passes.Lut(darkBytes, size);
            light = passes.Lut(lightBytes, size);
            passes.Render.SetFloat("intensityDark", look.intensity.dark);
            passes.Render.SetFloat("intensityLight", look.intensity.light);
        }

        /// <summary>Forget the stream: after a switch of cameras or a seek.</summary>
        public void Reset()
        {
            steadier.Reset();
        }

        /// <summary>Find the hair in a stream's next frame: one run of the network for most, and one
        /// more for each of the first few heads, if there are several that are small.</summary>
        /// <param name="texture">upright</param>
        /// <param name="seconds">when the frame was taken, as Time.realtimeSinceStartupAsDouble; one
        /// of the same time as the last one is that one, which a screen may ask for again</param>
        public void Find(Texture texture, double seconds)
        {
            CheckUse(texture);
            bool goesOn = isFound && steadier.Age > 0
                && whole.IsSame(new HairWindow(0, 0, texture.width, texture.height));
            if (goesOn && seconds == time) return;
            if (seconds - time > Pause || seconds < time) Reset();
            time = seconds;
            Find(texture, true);
        }

        /// <summary>Find the hair in a still, which takes three runs of the network, and two more
        /// for each further head.</summary>
        public void FindInStill(Texture texture)
        {
            CheckUse(texture);
            Find(texture, false);
        }

        /// <summary>Draw what was found last, in the look.</summary>
        /// <param name="target">of the frame's size, R8G8B8A8_UNorm</param>
        /// <param name="strength">0 for the frame as it is, to 1</param>
        /// <returns>False, with nothing drawn, if Unity has lost the textures since, as it may while
        /// an app is in the background: find again.</returns>
        public bool Draw(RenderTexture target, float strength = 1)
        {
            CheckUse(target);
            if (dark == null || whole == null)
                throw new InvalidOperationException("there is nothing to draw before Wear and Find");
            if (target.width != whole.Width || target.height != whole.Height)
                throw new ArgumentException($"the target is {target.width} x {target.height}, "
                    + $"but the frame {whole.Width} x {whole.Height}");
            RenderTexture active = RenderTexture.active;
            try
            {
                RestoreLost();
                if (!isFound) return false;
                passes.Render.SetFloat("strength", strength);
                RenderTexture result = frame;
                for (int i = 0; i < drawn.Count; i++) result = Recolour(drawn[i], result, i % 2);
                HairPasses.HandOut(result, target);
                return true;
            }
            finally
            {
                RenderTexture.active = active;
            }
        }

        /// <summary>Release everything on the GPU. Doing so twice does no harm.</summary>
        public void Dispose()
        {
            isDisposed = true;
            UnityEngine.Object.Destroy(dark);
            UnityEngine.Object.Destroy(light);
            passes.Dispose();
        }

        void CheckUse()
        {
            if (isDisposed) throw new ObjectDisposedException(nameof(HairRecolorer));
        }

        void CheckUse(Texture texture)
        {
            CheckUse();
            // Unity's null: one that was destroyed, too.
            if (texture == null) throw new ArgumentNullException(nameof(texture), "there is no texture");
        }

        void SetConstants()
        {
            HairManifest.Matte matte = manifest.render.matte;
            passes.Mask.SetFloat("toe", matte.toe);
            passes.Mask.SetFloat("noise", matte.noise);
            passes.Mask.SetInteger("radius", matte.radius);
            passes.Mask.SetInteger("reach", matte.reach);
            passes.Mask.SetFloat("unsure", matte.unsure);
        }

        // Goes on from the picture that was drawn for the head before.
        RenderTexture Recolour(HairHead head, RenderTexture picture, int which)
        {
            HairWindow part = head.Window;
            passes.Render.SetFloat("head", head.Number);
            passes.Render.SetVector("windowAt", new Vector2(part.Left, part.Top));
            passes.Render.SetVector("windowSize", new Vector2(part.Width, part.Height));
            RenderTexture result =
                passes.Target("recoloured" + which, whole.Width, whole.Height, HairPasses.Bytes);
            return passes.Run(
                "recolor", result, picture, head.Mask, head.State, dark, light, head.Cells);
        }

        void RestoreLost()
        {
            if (!passes.Restore()) return;
            isFound = false;
            Reset();
        }

        void Find(Texture texture, bool isStream)
        {
            RenderTexture active = RenderTexture.active;
            bool isDone = false;
            try
            {
                RestoreLost();
                Look(texture, isStream);
                isDone = isFound = true;
            }
            finally
            {
                // The network may have failed, at a cut perhaps.
                if (!isDone) Reset();
                RenderTexture.active = active;
            }
        }

        void Look(Texture texture, bool isStream)
        {
            var all = new HairWindow(0, 0, texture.width, texture.height);
            // The caller's texture may change, and this frame is looked at once more with the next.
            RenderTexture next = passes.TakeIn("frame" + (1 - shown), texture);
            if (isStream) LookAtFrame(next, all);
            else LookAtHeads(next, all);
        }

        void LookAtFrame(RenderTexture next, HairWindow all)
        {
            bool isSame = steadier.Age > 0 && all.IsSame(whole);
            if (!isSame) cuts.Reset();
            HairView memory = isSame ? Remember() : new HairView { Window = all };
            HairView view = network.See(next, memory.Window, all, "");
            bool goesOn = !IsCut(view, next, all) && isSame;
            // The first frame of a stream is looked at like a still: the next ones build on it.
            view = goesOn ? Follow(view, memory.Mask, next, all) : LookAtStill(view, next, all);
            if (!goesOn) sinceGlance = wide = 0;
            around = Glanced(view, next, all);
            // Told from the answer alone: the steady mask is read with the next frame.
            HairHeads heads = finder.Apart(view.Mask, view.Window);
            if (!goesOn) BeginShot();
            HairFollower.Origin[] origins = follower.Follow(heads, view.Window);
            HairSight[] looks = sights.Look(view, next, all, heads, origins);
            // Until here the frame before could be drawn, with its own masks.
            TakeOver(next, all, view.Window);
            // Also where all heads have looks of their own: it is the memory of the next look at all.
            RenderTexture coarse = Steadied(view, steadier), mask = null;
            Texture cells = null;
            foreach (HairSight look in looks)
            {
                int number = drawn.Count;
                if (look != null)
                {
                    drawn.Add(Alone(look.View, Steadied(look.View, look.Steadier), look.Name));
                    continue;
                }
                if (mask == null)
                {
                    mask = Refine(view, coarse, "");
                    cells = CellsOf(heads);
                }
                drawn.Add(new HairHead
                {
                    Window = window, Small = view.Small, Coarse = coarse, Mask = mask,
                    Cells = cells, Number = number,
                });
            }
            intensities.OfFrame(drawn, origins, follower.IsAnybody);
        }

        RenderTexture Steadied(HairView view, HairSteadier with)
        {
            HairPasses.Upload(answered, view.Mask);
            return with.Steady(view.Small, answered);
        }

        // A head that was looked at on its own.
        HairHead Alone(HairView view, Texture coarse, string name) => new HairHead
        {
            Window = view.Window, Small = view.Small, Coarse = coarse,
            Mask = Refine(view, coarse, name), Cells = passes.Zero,
        };

        // Each head in a still gets looks of its own.
        void LookAtHeads(RenderTexture next, HairWindow all)
        {
            HairView view = network.See(next, all, all, "");
            float[] first = network.Answer(null);
            HairHeads heads = finder.Apart(first, all);
            var views = new List<HairView>();
            for (int number = 0; number < heads.Count; number++)
            {
                float[] own = finder.Only(heads, number, first);
                view = LookCloser(view, own, next, all, NameOf(number));
                views.Add(view);
                finder.KeepOwn(heads, number, all, view.Mask, view.Window);
            }
            BeginShot();
            // Until here the frame before could be drawn, with its own masks.
            TakeOver(next, all, all);
            foreach (HairView each in views)
            {
                int number = drawn.Count;
                HairPasses.Upload(answered, Array.ConvertAll(each.Mask, WithoutEnds));
                HairHead head = Alone(each, answered, NameOf(number));
                intensities.OfStill(head, number);
                drawn.Add(head);
            }
        }

        // Cut a still's answer so that the passes, which cut at the toe, cut it at its wider ends.
        float WithoutEnds(float answer)
        {
            HairManifest.Matte matte = manifest.render.matte;
            float scale = (1 - 2 * matte.toe) / (1 - matte.still.toe - matte.still.shoulder);
            return Math.Max(0, Math.Min(1, matte.toe + scale * (answer - matte.still.toe)));
        }

        void BeginShot()
        {
            Reset();
            follower.Reset();
            sights.Clear();
            intensities.BeginShot();
        }

        void TakeOver(RenderTexture next, HairWindow all, HairWindow part)
        {
            frame = next;
            shown = 1 - shown;
            whole = all;
            window = part;
            drawn.Clear();
        }

        // Textures of a still's first head are those that streams have, too.
        static string NameOf(int head) => head == 0 ? "" : head.ToString();

        Texture CellsOf(HairHeads heads)
        {
            if (heads.Count == 1) return passes.Zero;
            HairPasses.Upload(headCells, Array.ConvertAll(heads.Numbers, number => number / 255f));
            return headCells;
        }

        // Of the whole frame: a head that turns changes all of its window.
        bool IsCut(HairView view, RenderTexture texture, HairWindow all)
        {
            RenderTexture from = view.Window.IsSame(all) ? view.Small : texture;
            HairPasses.Read(network.Shrink(from, cuts.Side, "thumbnail"), thumbnailReader, thumbnail);
            return cuts.Update(thumbnail);
        }

        // The window to look through now, and the last frame's steady mask there.
        HairView Remember()
        {
            float[] mask = steadier.Previous();
            bool isAdded = sights.Turn(mask, frame, window, whole);
            HairWindow next = around ?? closer.Next(mask, window, whole);
            bool isWhole = window.IsSame(whole);
            if (isWhole && wide > 0)
            {
                wide--;
                next = window;
            }
            isEntered = isWhole && !next.IsSame(window);
            if (next.IsSame(window))
            {
                if (isAdded) steadier.Carry(mask);
                return new HairView { Window = window, Mask = mask };
            }
            HairView memory = network.See(frame, next, whole, "");
            memory.Mask = closer.Moved(mask, window, next);
            steadier.Carry(memory.Mask, memory.Small);
            return memory;
        }

        HairView Follow(HairView view, float[] memory, RenderTexture texture, HairWindow all)
        {
            float[] answer = network.Answer(memory);
            if (closer.HasEscaped(answer, view.Window, all))
            {
                // Else it had no colour for a frame. How the last one looked there is not known.
                HairWindow near = view.Window;
                view = network.See(texture, closer.Next(answer, near, all), all, "");
                // Closer, there is no hair where the last frame saw some: no window for a while.
                if (isEntered && view.Window.IsSame(all)) wide = manifest.render.closer.glance;
                answer = network.Answer(closer.Moved(answer, near, view.Window));
                steadier.Reset();
            }
            view.Mask = answer;
            closer.Fade(view.Mask, view.Window, all);
            return view;
        }

        HairView LookAtStill(HairView view, RenderTexture texture, HairWindow all)
        {
            // At a cut a window of it was seen.
            if (!view.Window.IsSame(all)) view = network.See(texture, all, all, "");
            return LookCloser(view, network.Answer(null), texture, all, "");
        }

        // Twice, after a first answer to all of it; `view` is what the network saw last.
        HairView LookCloser(
            HairView view, float[] first, RenderTexture texture, HairWindow all, string name)
        {
            HairWindow part = closer.Next(first, all, all);
            if (!part.IsSame(all)) first = closer.Moved(first, all, part);
            if (!part.IsSame(view.Window)) view = network.See(texture, part, all, name);
            float[] second = network.Answer(first), third = network.AnswerMirrored(second);
            var mask = new float[second.Length];
            for (int i = 0; i < mask.Length; i++) mask[i] = (second[i] + third[i]) / 2;
            closer.Fade(mask, part, all);
            return new HairView { Window = part, Seen = view.Seen, Small = view.Small, Mask = mask };
        }

        // Now and then: the window around all hair, if some is outside this one.
        HairWindow Glanced(HairView view, RenderTexture texture, HairWindow all)
        {
            HairManifest.Closer settings = manifest.render.closer;
            sinceGlance = view.Window.IsSame(all) ? 0 : sinceGlance + 1;
            if (sinceGlance < settings.glance) return null;
            sinceGlance = 0;
            network.See(texture, all, all, "glance");
            float[] found = network.Answer(closer.Moved(view.Mask, view.Window, all));
            float[] inside = closer.Moved(closer.Ones(), view.Window, all);
            int outside = 0;
            for (int i = 0; i < found.Length; i++)
                if (found[i] * (1 - inside[i]) > 0.5) outside++;
            return outside > settings.somebody * found.Length ? closer.Next(found, all, all) : null;
        }

        RenderTexture Refine(HairView view, Texture coarse, string name)
        {
            int width = view.Window.Width, height = view.Window.Height;
            double wanted =
                Math.Log((double)Math.Max(width, height) / manifest.render.matte.grid, 2);
            int cell = 1 << Math.Max(0, (int)Math.Floor(wanted + 0.5));
            int columns = Ceil(width, cell), rows = Ceil(height, cell);
            GraphicsFormat floats = passes.Floats;
            passes.Mask.SetInteger("cell", cell);
            RenderTexture found = passes.Run(
                "coloursOfCells", passes.Target("cells", columns, rows, floats), view.Seen, coarse);
            RenderTexture ramps =
                passes.Run("rampsOfCells", passes.Target("ramps", columns, rows, floats), found);
            RenderTexture doubts = passes.Run(
                "doubtsOfCells", passes.Target("doubts", columns, rows, floats), found, ramps);
            RenderTexture lines = passes.Run("linesOfCells",
                passes.Target("lines", columns + 2, rows + 2, floats), found, doubts);
            RenderTexture edges = passes.Run("edgesOfTiles",
                passes.Target("edges", Ceil(columns, Tile), Ceil(rows, Tile), HairPasses.Bytes), doubts);
            return passes.Run("matte",
                passes.Target(name + "mask", width, height, HairPasses.Bytes),
                view.Seen, coarse, lines, edges);
        }

        static int Ceil(int length, int part) => (length + part - 1) / part;
    }
}
