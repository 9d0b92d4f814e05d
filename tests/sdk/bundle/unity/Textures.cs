using System;
using System.Collections.Generic;
using Unity.Collections;
using UnityEngine.Experimental.Rendering;

namespace UnityEngine
{
    public class Object
    {
        static readonly HashSet<Object> living = new HashSet<Object>();

        protected Object()
        {
            living.Add(this);
        }

        public static int Count => living.Count;

        public static void Destroy(Object it)
        {
            if (it != null && living.Remove(it)) it.OnDestroy();
        }

        protected virtual void OnDestroy() { }

        protected bool IsAlive => living.Contains(this);
    }

    public abstract class Texture : Object
    {
        protected int id;

        protected Texture(int width, int height)
        {
            this.width = width;
            this.height = height;
        }

        public int width { get; }
        public int height { get; }
        public FilterMode filterMode { get; set; } = FilterMode.Bilinear;
        public TextureWrapMode wrapMode { get; set; } = TextureWrapMode.Repeat;

        internal virtual int Kind => Gles.Texture2D;

        /// <summary>The number of a texture that is there to read or to render into.</summary>
        internal int Id => IsAlive && id != 0 ? id : throw new InvalidOperationException("no texture");

        internal void Bind(int unit)
        {
            Gles.glActiveTexture(Gles.Texture0 + unit);
            Gles.glBindTexture(Kind, Id);
            int filter = filterMode == FilterMode.Point ? Gles.Nearest : Gles.Linear;
            int wrap = wrapMode == TextureWrapMode.Clamp ? Gles.ClampToEdge : Gles.Repeat;
            Gles.glTexParameteri(Kind, Gles.MinFilter, filter);
            Gles.glTexParameteri(Kind, Gles.MagFilter, filter);
            Gles.glTexParameteri(Kind, Gles.WrapS, wrap);
            Gles.glTexParameteri(Kind, Gles.WrapT, wrap);
        }

        protected override void OnDestroy()
        {
            Gles.glDeleteTextures(1, ref id);
        }
    }

    public sealed class Texture2D : Texture
    {
        readonly byte[] data;
        readonly TextureFormat format;

        public Texture2D(int width, int height, TextureFormat format, bool mipChain, bool linear)
            : base(width, height)
        {
            if (mipChain || !linear) throw new NotSupportedException("mipmaps, or sRGB");
            this.format = format;
            data = new byte[width * height * (format == TextureFormat.RGBAFloat ? 16 : 4)];
            Gles.glGenTextures(1, out id);
        }

        public void SetPixelData<T>(T[] values, int mipLevel) where T : struct
        {
            if (Buffer.ByteLength(values) != data.Length) throw new ArgumentException("length");
            Buffer.BlockCopy(values, 0, data, 0, data.Length);
        }

        public NativeArray<T> GetPixelData<T>(int mipLevel) where T : struct =>
            new NativeArray<T>(data);

        public void Apply(bool updateMipmaps)
        {
            int inside = format == TextureFormat.RGBA32 ? Gles.Rgba8
                : format == TextureFormat.RFloat ? Gles.R32F : Gles.Rgba32F;
            Bind(0);
            Gles.glTexImage2D(Kind, 0, inside, width, height, 0,
                format == TextureFormat.RFloat ? Gles.Red : Gles.Rgba,
                format == TextureFormat.RGBA32 ? Gles.UnsignedByte : Gles.Float, data);
        }

        public void ReadPixels(Rect source, int toX, int toY, bool recalculateMipMaps)
        {
            var all = new Rect(0, 0, width, height);
            if (!source.Equals(all) || toX != 0 || toY != 0) throw new NotSupportedException("a part");
            RenderTexture from = RenderTexture.active;
            if (from.width != width || from.height != height) throw new ArgumentException("size");
            if (from.IsBytes != (format == TextureFormat.RGBA32)) throw new ArgumentException("format");
            Frames.Bind(from);
            Gles.glReadPixels(0, 0, width, height, Gles.Rgba,
                from.IsBytes ? Gles.UnsignedByte : Gles.Float, data);
        }
    }

    public sealed class Texture3D : Texture
    {
        readonly int depth;
        byte[] data;

        public Texture3D(int width, int height, int depth, TextureFormat format, bool mipChain)
            : base(width, height)
        {
            if (mipChain || format != TextureFormat.RGBAHalf) throw new NotSupportedException();
            this.depth = depth;
            Gles.glGenTextures(1, out id);
        }

        internal override int Kind => Gles.Texture3D;

        public void SetPixelData<T>(T[] values, int mipLevel) where T : struct
        {
            data = new byte[8 * width * height * depth];
            if (Buffer.ByteLength(values) != data.Length) throw new ArgumentException("length");
            Buffer.BlockCopy(values, 0, data, 0, data.Length);
        }

        public void Apply(bool updateMipmaps)
        {
            Bind(0);
            Gles.glTexImage3D(Kind, 0, Gles.Rgba16F, width, height, depth, 0,
                Gles.Rgba, Gles.HalfFloat, data);
        }
    }

    public sealed class RenderTexture : Texture
    {
        static readonly HashSet<RenderTexture> created = new HashSet<RenderTexture>();
        readonly GraphicsFormat format;

        public RenderTexture(int width, int height, int depth, GraphicsFormat format)
            : base(width, height)
        {
            this.format = format;
        }

        public static RenderTexture active { get; set; }

        internal bool IsBytes => format == GraphicsFormat.R8G8B8A8_UNorm;

        public bool IsCreated() => id != 0;

        public bool Create()
        {
            if (IsCreated()) return true;
            Gles.glGenTextures(1, out id);
            created.Add(this);
            Bind(0);
            int inside = IsBytes ? Gles.Rgba8
                : format == GraphicsFormat.R16G16B16A16_SFloat ? Gles.Rgba16F : Gles.Rgba32F;
            Gles.glTexStorage2D(Kind, 1, inside, width, height);
            return true;
        }

        /// <summary>What may happen to an app in the background.</summary>
        public static void LoseAll()
        {
            foreach (RenderTexture texture in created) texture.Release();
            created.Clear();
        }

        protected override void OnDestroy()
        {
            created.Remove(this);
            Release();
        }

        void Release()
        {
            base.OnDestroy();
            id = 0;
        }
    }

    static class Frames
    {
        static int framebuffer;

        internal static void Bind(RenderTexture target)
        {
            if (framebuffer == 0) Gles.glGenFramebuffers(1, out framebuffer);
            Gles.glBindFramebuffer(Gles.Framebuffer, framebuffer);
            Gles.glFramebufferTexture2D(
                Gles.Framebuffer, Gles.ColorAttachment0, Gles.Texture2D, target.Id, 0);
            if (Gles.glCheckFramebufferStatus(Gles.Framebuffer) != Gles.FramebufferComplete)
                throw new InvalidOperationException("cannot be rendered to");
        }
    }
}
