using System;
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
        const int Block = 16, Tile = 12;
        const double Pause = 1;

        readonly HairPasses passes;
        readonly Func<float[], float[]> network;
        readonly HairManifest manifest;
        readonly HairManifest.Steady steadiness;
        readonly HairCloser closer;
        readonly HairCuts cuts;
        readonly int side;

        readonly byte[] pixels, thumbnail;
        readonly float[] input, previous, steadiedTexels;
        readonly Texture2D answered, carried, pixelReader, thumbnailReader, steadiedReader;
        readonly RenderTexture still;
        RenderTexture state, nextState;

        int age, sinceGlance, wide;
        bool isEntered;
        // Of what a frame leaves to the next: where this one's goes, and where the last one's is.
        string now = "A", last = "B";
        double time;
        bool isFound;
        HairWindow whole, window, around;
        RenderTexture steadied, frame, mask;
        Texture3D dark, light;

        // What the network sees of a window of the frame, and its answer.
        sealed class View
        {
            public HairWindow Window;
            public RenderTexture Seen, Small;
            public float[] Mask;
        }

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
            this.network = network;
            manifest = JsonUtility.FromJson<HairManifest>(manifestJson);
            int[] shape = manifest.model?.input?.shape;
            if (shape == null || shape.Length != 4)
                throw new ArgumentException("the bundle was exported without a network");
            side = shape[1];
            steadiness = manifest.render.steady;
            closer = new HairCloser(manifest.render.closer, side);
            cuts = new HairCuts(manifest.render.cuts);
            pixels = new byte[4 * side * side];
            thumbnail = new byte[4 * cuts.Side * cuts.Side];
            input = new float[4 * side * side];
            previous = new float[side * side];
            steadiedTexels = new float[4 * side * side];
            RenderTexture active = RenderTexture.active;
            passes = new HairPasses(manifest.passes, maskShader, steadyShader, renderShader);
            answered = passes.Square(side, TextureFormat.RFloat);
            carried = passes.Square(side, TextureFormat.RFloat);
            pixelReader = passes.Square(side, TextureFormat.RGBA32);
            thumbnailReader = passes.Square(cuts.Side, TextureFormat.RGBA32);
            steadiedReader = passes.Square(side, TextureFormat.RGBAFloat);
            still = Square("still", 1);
            state = Square("state0", 1);
            nextState = Square("state1", 1);
            RenderTexture.active = active;
            SetConstants();
        }

        /// <summary>Put on a look.</summary>
        /// <param name="lookId">its id in the manifest</param>
        /// <param name="darkBytes">its dark.rgba16f.bin</param>
        /// <param name="lightBytes">its light.rgba16f.bin</param>
        public void Wear(string lookId, byte[] darkBytes, byte[] lightBytes)
        {
            HairManifest.Look look = Array.Find(manifest.looks, each => each.id == lookId);
            if (look == null) throw new ArgumentException("the bundle has no look " + lookId);
            int size = look.lut_size, length = 8 * size * size * size;
            foreach (byte[] bytes in new[] { darkBytes, lightBytes })
                if (bytes.Length != length)
                    throw new ArgumentException(
                        $"{lookId}: expected {length} bytes of a .rgba16f.bin, found {bytes.Length}");
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
            age = 0;
        }

        /// <summary>Find the hair in a stream's next frame.</summary>
        /// <param name="texture">upright</param>
        /// <param name="seconds">when the frame was taken, as Time.realtimeSinceStartupAsDouble; one
        /// of the same time as the last one is that one, which a screen may ask for again</param>
        public void Find(Texture texture, double seconds)
        {
            bool goesOn = isFound && age > 0
                && whole.IsSame(new HairWindow(0, 0, texture.width, texture.height));
            if (goesOn && seconds == time) return;
            if (seconds - time > Pause || seconds < time) Reset();
            time = seconds;
            Find(texture, true);
        }

        /// <summary>Find the hair in a still, which takes three runs of the network.</summary>
        public void FindInStill(Texture texture)
        {
            Find(texture, false);
        }

        /// <summary>Draw what was found last, in the look.</summary>
        /// <param name="target">of the frame's size, R8G8B8A8_UNorm</param>
        /// <param name="strength">0 for the frame as it is, to 1</param>
        /// <returns>False, with nothing drawn, if Unity has lost the textures since, as it may while
        /// an app is in the background: find again.</returns>
        public bool Draw(RenderTexture target, float strength = 1)
        {
            if (dark == null || whole == null)
                throw new InvalidOperationException("there is nothing to draw before Wear and Find");
            RenderTexture active = RenderTexture.active;
            try
            {
                RestoreLost();
                if (!isFound) return false;
                passes.Render.SetFloat("strength", strength);
                passes.Render.SetVector("windowAt", new Vector2(window.Left, window.Top));
                passes.Render.SetVector("windowSize", new Vector2(window.Width, window.Height));
                RenderTexture result =
                    passes.Target("recoloured", whole.Width, whole.Height, HairPasses.Bytes);
                passes.Run("recolor", result, frame, mask, state, dark, light);
                HairPasses.HandOut(result, target);
                return true;
            }
            finally
            {
                RenderTexture.active = active;
            }
        }

        /// <summary>Release everything on the GPU.</summary>
        public void Dispose()
        {
            UnityEngine.Object.Destroy(dark);
            UnityEngine.Object.Destroy(light);
            passes.Dispose();
        }

        void SetConstants()
        {
            HairManifest.Rendering render = manifest.render;
            passes.Mask.SetFloat("toe", render.matte.toe);
            passes.Mask.SetFloat("noise", render.matte.noise);
            passes.Mask.SetInteger("radius", render.matte.radius);
            passes.Mask.SetInteger("reach", render.matte.reach);
            passes.Mask.SetFloat("unsure", render.matte.unsure);
            passes.Steady.SetFloat("ease", steadiness.ease);
            passes.Steady.SetFloat("noise", steadiness.noise);
            passes.Render.SetFloat("toe", render.matte.toe);
            passes.Render.SetFloat("slow", render.stream.slow);
            passes.Render.SetFloat("fast", render.stream.fast);
            passes.Render.SetFloat("jump", render.stream.jump);
            passes.Render.SetFloat("leastHair", render.intensity.least_hair);
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
            bool isSame = isStream && age > 0 && all.IsSame(whole);
            if (!isSame) cuts.Reset();
            HairWindow through = isSame ? Remember() : all;
            bool isCarried = isSame && !through.IsSame(window);
            // The caller's texture may change, and this frame is looked at once more with the next.
            RenderTexture next = passes.TakeIn("frame" + now, texture);
            View view = See(next, through, all, "");
            bool goesOn = !(isStream && IsCut(view, next, all)) && isSame;
            view = goesOn ? Follow(view, next, all) : LookAtStill(view, next, all);
            if (!goesOn) sinceGlance = wide = 0;
            around = isStream ? Glanced(view, next, all) : null;
            if (!goesOn) BeginShot();
            frame = next;
            whole = all;
            window = view.Window;
            HairPasses.Upload(answered, view.Mask);
            Texture coarse = isStream ? Steady(view.Small, isCarried) : (Texture)answered;
            Refine(view.Seen, coarse);
            Measure(view.Small, coarse);
            string lately = now;
            now = last;
            last = lately;
        }

        void BeginShot()
        {
            Reset();
            HairPasses.Clear(state);
            HairPasses.Clear(nextState);
        }

        // A window of a frame, and what the network sees of it.
        View See(RenderTexture texture, HairWindow part, HairWindow all, string name)
        {
            var view = new View { Window = part };
            view.Seen = part.IsSame(all) ? texture : passes.Crop(name + "seen", texture, part);
            view.Small = Shrink(view.Seen, side, name + "small");
            HairPasses.Read(view.Small, pixelReader, pixels);
            return view;
        }

        // Of the whole frame: a head that turns changes all of its window.
        bool IsCut(View view, RenderTexture texture, HairWindow all)
        {
            RenderTexture from = view.Window.IsSame(all) ? view.Small : texture;
            HairPasses.Read(Shrink(from, cuts.Side, "thumbnail"), thumbnailReader, thumbnail);
            return cuts.Update(thumbnail);
        }

        // Take the last frame's steady mask, through the window to look through now.
        HairWindow Remember()
        {
            HairPasses.Read(steadied, steadiedReader, steadiedTexels);
            for (int i = 0; i < previous.Length; i++) previous[i] = steadiedTexels[4 * i];
            HairWindow next = around ?? closer.Next(previous, window, whole);
            bool isWhole = window.IsSame(whole);
            if (isWhole && wide > 0)
            {
                wide--;
                next = window;
            }
            isEntered = isWhole && !next.IsSame(window);
            if (next.IsSame(window)) return window;
            float[] moved = closer.Moved(previous, window, next);
            moved.CopyTo(previous, 0);
            HairPasses.Upload(carried, moved);
            Greys(See(frame, next, whole, "").Small, last);
            return next;
        }

        View Follow(View view, RenderTexture texture, HairWindow all)
        {
            float[] answer = Answer(previous, false);
            if (closer.HasEscaped(answer, view.Window, all))
            {
                // Else it had no colour for a frame. How the last one looked there is not known.
                HairWindow near = view.Window;
                view = See(texture, closer.Next(answer, near, all), all, "");
                // Closer, there is no hair where the last frame saw some: no window for a while.
                if (isEntered && view.Window.IsSame(all)) wide = manifest.render.closer.glance;
                answer = Answer(closer.Moved(answer, near, view.Window), false);
                Reset();
            }
            view.Mask = answer;
            closer.Fade(view.Mask, view.Window, all);
            return view;
        }

        View LookAtStill(View view, RenderTexture texture, HairWindow all)
        {
            // At a cut a window of it was seen.
            if (!view.Window.IsSame(all)) view = See(texture, all, all, "");
            float[] first = Answer(null, false);
            HairWindow part = closer.Next(first, all, all);
            if (!part.IsSame(all))
            {
                view = See(texture, part, all, "");
                first = closer.Moved(first, all, part);
            }
            float[] second = Answer(first, false), third = Answer(second, true);
            view.Mask = new float[second.Length];
            for (int i = 0; i < second.Length; i++)
                view.Mask[i] = (second[i] + third[Across(i)]) / 2;
            closer.Fade(view.Mask, part, all);
            return view;
        }

        // Now and then: the window around all hair, if some is outside this one.
        HairWindow Glanced(View view, RenderTexture texture, HairWindow all)
        {
            HairManifest.Closer settings = manifest.render.closer;
            sinceGlance = view.Window.IsSame(all) ? 0 : sinceGlance + 1;
            if (sinceGlance < settings.glance) return null;
            sinceGlance = 0;
            See(texture, all, all, "glance");
            float[] found = Answer(closer.Moved(view.Mask, view.Window, all), false);
            var ones = new float[found.Length];
            for (int i = 0; i < ones.Length; i++) ones[i] = 1;
            float[] inside = closer.Moved(ones, view.Window, all);
            int outside = 0;
            for (int i = 0; i < found.Length; i++)
                if (found[i] * (1 - inside[i]) > 0.5) outside++;
            return outside > settings.somebody * found.Length ? closer.Next(found, all, all) : null;
        }

        float[] Answer(float[] memory, bool isMirrored)
        {
            for (int i = 0; i < side * side; i++)
            {
                int from = isMirrored ? Across(i) : i;
                for (int c = 0; c < 3; c++) input[4 * i + c] = pixels[4 * from + c] / 255f;
                input[4 * i + 3] = memory == null ? 0 : memory[from];
            }
            return (float[])network(input).Clone();
        }

        // The number of the texel that lies where texel `i` would in a mirror.
        int Across(int i) => i - 2 * (i % side) + side - 1;

        RenderTexture Shrink(RenderTexture texture, int size, string name)
        {
            int step = 0;
            do
            {
                int width = texture.width, height = texture.height;
                bool halves = width >= 2 * size || height >= 2 * size;
                int w = !halves ? size : width >= 2 * size ? width / 2 : width;
                int h = !halves ? size : height >= 2 * size ? height / 2 : height;
                passes.Mask.SetVector("scale", new Vector2((float)width / w, (float)height / h));
                RenderTexture target = passes.Target(name + step++, w, h, HairPasses.Bytes);
                texture = passes.Run("shrink", target, texture);
            }
            while (texture.width != size || texture.height != size);
            return texture;
        }

        // The answer averaged with the mask of the frame before, carried along with the motion.
        RenderTexture Steady(RenderTexture small, bool isCarried)
        {
            passes.Steady.SetFloat(
                "carry", (float)(steadiness.weight * Math.Min(1, age / steadiness.settle)));
            int[] sizes = Greys(small, now);
            RenderTexture motion = still;
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
            Texture lastMask = isCarried ? carried : (Texture)Square("steadied" + last, side);
            steadied = Square("steadied" + now, side);
            age++;
            return passes.Run("steady", steadied, answered, lastMask, trusted);
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
            while (side >= 2 * cell * steadiness.cells && side % (2 * cell) == 0) cell *= 2;
            passes.Steady.SetInteger("cell", cell);
            var sizes = new int[steadiness.levels];
            sizes[0] = side / cell;
            RenderTexture grey = passes.Run("greyOfCells", Square("grey0" + which, sizes[0]), small);
            for (int level = 1; level < sizes.Length; level++)
            {
                sizes[level] = (sizes[level - 1] + 1) / 2;
                grey = passes.Run("halve", Square("grey" + level + which, sizes[level]), grey);
            }
            return sizes;
        }

        void Refine(RenderTexture seen, Texture coarse)
        {
            double wanted = Math.Log(
                (double)Math.Max(window.Width, window.Height) / manifest.render.matte.grid, 2);
            int cell = 1 << Math.Max(0, (int)Math.Floor(wanted + 0.5));
            int columns = Ceil(window.Width, cell), rows = Ceil(window.Height, cell);
            GraphicsFormat floats = passes.Floats;
            passes.Mask.SetInteger("cell", cell);
            RenderTexture found = passes.Run(
                "coloursOfCells", passes.Target("cells", columns, rows, floats), seen, coarse);
            RenderTexture ramps =
                passes.Run("rampsOfCells", passes.Target("ramps", columns, rows, floats), found);
            RenderTexture doubts = passes.Run(
                "doubtsOfCells", passes.Target("doubts", columns, rows, floats), found, ramps);
            RenderTexture lines = passes.Run("linesOfCells",
                passes.Target("lines", columns + 2, rows + 2, floats), found, doubts);
            RenderTexture edges = passes.Run("edgesOfTiles",
                passes.Target("edges", Ceil(columns, Tile), Ceil(rows, Tile), HairPasses.Bytes), doubts);
            mask = passes.Run("matte",
                passes.Target("mask", window.Width, window.Height, HairPasses.Bytes),
                seen, coarse, lines, edges);
        }

        void Measure(RenderTexture small, Texture coarse)
        {
            int size = Ceil(side, Block);
            RenderTexture sums = passes.Run("measure", Square("sums0", size), small, coarse);
            for (int step = 1; size > Block; step++)
            {
                size = Ceil(size, Block);
                sums = passes.Run("gather", Square("sums" + step, size), sums);
            }
            RenderTexture settled = passes.Run("settle", nextState, sums, state);
            nextState = state;
            state = settled;
        }

        RenderTexture Square(string name, int size) =>
            passes.Target(name, size, size, passes.Floats);

        static int Ceil(int length, int part) => (length + part - 1) / part;
    }
}
