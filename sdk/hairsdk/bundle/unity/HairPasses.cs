using System;
using System.Collections.Generic;
using UnityEngine;
using UnityEngine.Experimental.Rendering;

namespace HairSdk
{
    /// <summary>
    /// The shaders' passes. Row 0 of every texture here is the top row of the picture: Unity's
    /// begin with the lowest, so frames are turned over on the way in, and results on the way out.
    /// </summary>
    sealed class HairPasses : IDisposable
    {
        /// <summary>What to set settings on, which stay until they are set anew.</summary>
        public readonly Material Mask, Steady, Render;

        /// <summary>What textures hold floats in: 32 bits where they can be rendered to.</summary>
        public readonly GraphicsFormat Floats;

        /// <summary>1 x 1 of 0: no motion, no intensity before, and the cells of one head.</summary>
        public readonly RenderTexture Zero;

        /// <summary>Those that passes are of.</summary>
        public static readonly string[] Modules = { "hair_mask", "hair_steady", "hair_render" };

        public const GraphicsFormat Bytes = GraphicsFormat.R8G8B8A8_UNorm;

        sealed class Pass
        {
            public Material Material;
            public int Number;
            public string[] Reads;
        }

        static readonly Vector2 Over = new Vector2(1, -1), FromTheTop = new Vector2(0, 1);

        readonly Dictionary<string, Pass> passes = new Dictionary<string, Pass>();
        readonly Dictionary<string, RenderTexture> targets = new Dictionary<string, RenderTexture>();
        readonly List<Texture> uploads = new List<Texture>();

        public HairPasses(HairManifest.Pass[] all, Shader mask, Shader steady, Shader render)
        {
            bool is32 = SystemInfo.SupportsRenderTextureFormat(RenderTextureFormat.ARGBFloat);
            if (!is32 && !SystemInfo.SupportsRenderTextureFormat(RenderTextureFormat.ARGBHalf))
                throw new NotSupportedException("this GPU cannot render to float textures");
            Floats = is32
                ? GraphicsFormat.R32G32B32A32_SFloat : GraphicsFormat.R16G16B16A16_SFloat;
            Mask = new Material(mask);
            Steady = new Material(steady);
            Render = new Material(render);
            Material[] materials = { Mask, Steady, Render };
            // A shader's ShaderLab passes come in the manifest's order.
            var counts = new Dictionary<string, int>();
            foreach (HairManifest.Pass about in all)
            {
                counts.TryGetValue(about.module, out int number);
                passes[about.entry] = new Pass
                {
                    Material = materials[Array.IndexOf(Modules, about.module)],
                    Number = number, Reads = about.reads,
                };
                counts[about.module] = number + 1;
            }
            Zero = Target("zero", 1, 1, Floats);
        }

        /// <summary>A texture to upload square masks of one number a texel to, or to read through.</summary>
        public Texture2D Square(int side, TextureFormat format)
        {
            var texture = new Texture2D(side, side, format, false, true);
            Plain(texture);
            uploads.Add(texture);
            return texture;
        }

        public Texture3D Lut(byte[] bytes, int size)
        {
            var lut = new Texture3D(size, size, size, TextureFormat.RGBAHalf, false);
            Plain(lut);
            lut.SetPixelData(bytes, 0);
            lut.Apply(false);
            return lut;
        }

        public static void Upload(Texture2D texture, float[] values)
        {
            texture.SetPixelData(values, 0);
            texture.Apply(false);
        }

        /// <summary>A texture to render into, kept under its name and made anew for another size.</summary>
        public RenderTexture Target(string name, int width, int height, GraphicsFormat format)
        {
            if (targets.TryGetValue(name, out RenderTexture target))
            {
                if (target.width == width && target.height == height) return target;
                UnityEngine.Object.Destroy(target);
            }
            target = new RenderTexture(width, height, 0, format);
            Plain(target);
            targets[name] = target;
            target.Create();
            Clear(target);
            return target;
        }

        public static void Clear(RenderTexture target)
        {
            Graphics.SetRenderTarget(target);
            GL.Clear(false, true, Color.clear);
        }

        /// <summary>
        /// Make textures anew that Unity has lost, as it may while an app is in the background.
        /// Says whether there were any.
        /// </summary>
        public bool Restore()
        {
            bool isAny = false;
            foreach (RenderTexture target in targets.Values)
            {
                if (target.IsCreated()) continue;
                isAny = true;
                target.Create();
                Clear(target);
            }
            return isAny;
        }

        /// <summary>A frame, whatever its format, turned over.</summary>
        public RenderTexture TakeIn(string name, Texture frame)
        {
            RenderTexture target = Target(name, frame.width, frame.height, Bytes);
            Graphics.Blit(frame, target, Over, FromTheTop);
            return target;
        }

        public static void HandOut(RenderTexture result, RenderTexture target)
        {
            Graphics.Blit(result, target, Over, FromTheTop);
        }

        /// <summary>A part of a frame, as a texture of its own.</summary>
        public RenderTexture Crop(string name, RenderTexture frame, HairWindow window)
        {
            RenderTexture target = Target(name, window.Width, window.Height, Bytes);
            // Graphics.CopyTexture would need the Android Extension Pack on OpenGL ES.
            float width = frame.width, height = frame.height;
            Graphics.Blit(frame, target, new Vector2(window.Width / width, window.Height / height),
                new Vector2(window.Left / width, window.Top / height));
            return target;
        }

        /// <summary>Run a pass; `textures` in the order in which the manifest says that it reads them.</summary>
        public RenderTexture Run(string entry, RenderTexture target, params Texture[] textures)
        {
            if (!passes.TryGetValue(entry, out Pass pass))
                throw new ArgumentException("manifest.json has no pass " + entry);
            for (int i = 0; i < textures.Length; i++)
                pass.Material.SetTexture(pass.Reads[i], textures[i]);
            Graphics.SetRenderTarget(target);
            pass.Material.SetPass(pass.Number);
            Graphics.DrawProceduralNow(MeshTopology.Triangles, 3);
            return target;
        }

        /// <summary>What was rendered, as RGBA; `through` has its size.</summary>
        public static void Read<T>(RenderTexture target, Texture2D through, T[] into) where T : struct
        {
            RenderTexture.active = target;
            through.ReadPixels(new Rect(0, 0, target.width, target.height), 0, 0, false);
            through.GetPixelData<T>(0).CopyTo(into);
        }

        public void Dispose()
        {
            foreach (RenderTexture target in targets.Values) UnityEngine.Object.Destroy(target);
            foreach (Texture upload in uploads) UnityEngine.Object.Destroy(upload);
            foreach (Material material in new[] { Mask, Steady, Render })
                UnityEngine.Object.Destroy(material);
        }

        // Floats that are filtered read as black on some GPUs.
        static void Plain(Texture texture)
        {
            texture.filterMode = FilterMode.Point;
            texture.wrapMode = TextureWrapMode.Clamp;
        }
    }
}
