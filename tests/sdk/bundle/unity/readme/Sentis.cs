using System;

namespace Unity.InferenceEngine
{
    public enum BackendType { GPUCompute, CPU, GPUPixel }

    public class ModelAsset { }

    public class Model { }

    public static class ModelLoader
    {
        public static Model Load(ModelAsset modelAsset) => new Model();
    }

    public struct TensorShape
    {
        public TensorShape(int d3, int d2, int d1, int d0) { }
    }

    public abstract class Tensor : IDisposable
    {
        public void Dispose() { }
    }

    public class Tensor<T> : Tensor where T : struct
    {
        public Tensor(TensorShape shape, T[] srcData, int dataStartIndex = 0) { }

        public T[] DownloadToArray() => new T[0];
    }

    public class Worker : IDisposable
    {
        public Worker(Model model, BackendType backendType) { }

        public void Schedule(Tensor input) { }

        public Tensor PeekOutput() => null;

        public void Dispose() { }
    }
}
