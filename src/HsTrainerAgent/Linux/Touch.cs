namespace HsTrainerAgent.Linux;

/// <summary>Knows which path a thread is touching, so that whoever waits for it in vain can name the path.</summary>
internal sealed class Touch
{
    [ThreadStatic]
    private static Touch? ofThisThread;

    private volatile string? path;

    /// <summary>A path on this machine; null while the thread touches nothing.</summary>
    public string? Path => path;

    /// <summary>Has this know what the present thread touches while it looks.</summary>
    public T Watch<T>(Func<T> look)
    {
        ofThisThread = this;
        try
        {
            return look();
        }
        finally
        {
            ofThisThread = null;
        }
    }

    /// <summary>The present thread touches this path until the scope ends; inside another scope, that one's path stays.</summary>
    public static Scope At(string path)
    {
        var touch = ofThisThread;
        var before = touch?.path;
        touch?.path = before ?? path;
        return new Scope(touch, before);
    }

    internal readonly ref struct Scope(Touch? touch, string? before)
    {
        public void Dispose() => touch?.path = before;
    }
}
