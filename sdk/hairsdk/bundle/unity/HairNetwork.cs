using System;
using UnityEngine;

namespace HairSdk
{
    /// <summary>The network: what it sees of frames, and what it answers.</summary>
    sealed class HairNetwork
    {
        readonly HairPasses passes;
        readonly Func<float[], float[]> run;
        readonly int side;
        readonly byte[] pixels;
        readonly float[] input;
        readonly Texture2D reader;

        public HairNetwork(HairPasses passes, Func<float[], float[]> run, int side)
        {
            this.passes = passes;
            this.run = run;
            this.side = side;
            pixels = new byte[4 * side * side];
            input = new float[4 * side * side];
            reader = passes.Square(side, TextureFormat.RGBA32);
        }

        /// <summary>A window of a frame, in textures whose names begin with `name`.</summary>
        public HairView See(RenderTexture frame, HairWindow part, HairWindow whole, string name)
        {
            var view = new HairView { Window = part };
            view.Seen = part.IsSame(whole) ? frame : passes.Crop(name + "seen", frame, part);
            view.Small = Shrink(view.Seen, side, name + "small");
            HairPasses.Read(view.Small, reader, pixels);
            return view;
        }

        /// <summary>The answer to what was seen last, with the memory of the frame before.</summary>
        public float[] Answer(float[] memory) => Answer(memory, false);

        /// <summary>The answer to its mirror image, mirrored back.</summary>
        public float[] AnswerMirrored(float[] memory)
        {
            float[] answer = Answer(memory, true);
            for (int row = 0; row < side; row++) Array.Reverse(answer, row * side, side);
            return answer;
        }

        /// <summary>A picture stretched to a square.</summary>
        public RenderTexture Shrink(RenderTexture texture, int size, string name)
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

        float[] Answer(float[] memory, bool isMirrored)
        {
            for (int i = 0; i < side * side; i++)
            {
                int from = isMirrored ? Across(i) : i;
                for (int c = 0; c < 3; c++) input[4 * i + c] = pixels[4 * from + c] / 255f;
                input[4 * i + 3] = memory == null ? 0 : memory[from];
            }
            float[] answer = run(input);
            if (answer == null || answer.Length != side * side)
                throw new ArgumentException($"expected {side * side} floats from the network, "
                    + $"found {answer?.Length.ToString() ?? "none"}");
            return (float[])answer.Clone();
        }

        // The number of the texel that lies where texel `i` would in a mirror.
        int Across(int i) => i - 2 * (i % side) + side - 1;
    }
}
