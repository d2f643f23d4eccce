//! The cache of a large book's records: it makes no difference but in time.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use muster::drill::{Record, RecordId};
use muster::samples;
use muster::store::{Book, Cache};
use rayon::prelude::*;

const RECORDS: usize = 70;

/// A large book, last changed an hour ago, and a folder for caches.
struct Scene {
    folder: tempfile::TempDir,
    cache: Cache,
}

impl Scene {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("book");
        samples::write("polishing-workshop", &root).unwrap();
        let (book, _) = Book::open(&root).unwrap();
        let sample = book.records.values().next().unwrap().clone();
        let text = fs::read_to_string(book.record_file(&sample.id)).unwrap();
        drop(book);
        fs::remove_dir_all(root.join("records")).unwrap();
        fs::create_dir(root.join("records")).unwrap();
        let cache = Cache::within(&folder.path().join("cache"));
        let scene = Self { folder, cache };
        for number in 0..RECORDS {
            let id = format!("copy-{number:02}");
            scene.write(&id, &text.replacen(sample.id.as_str(), &id, 1), 3600);
        }
        scene
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("book")
    }

    fn file(&self, id: &str) -> PathBuf {
        self.root().join(format!("records/{id}.ron"))
    }

    /// Writes a record, so many seconds ago.
    fn write(&self, id: &str, text: &str, ago: u64) {
        fs::write(self.file(id), text).unwrap();
        self.touch(&self.file(id), ago);
    }

    fn touch(&self, path: &Path, ago: u64) {
        // All within one call are of the same moment.
        let base = fs::metadata(self.root().join("book.ron")).unwrap().modified().unwrap();
        let then: SystemTime = base - Duration::from_secs(ago);
        File::options().append(true).open(path).unwrap().set_modified(then).unwrap();
    }

    fn open(&self) -> Book {
        Book::open_with(&self.root(), &self.cache).unwrap().0
    }

    /// The book as its files have it.
    fn anew(&self) -> Book {
        Book::open_with(&self.root(), &Cache::none()).unwrap().0
    }

    fn caches(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.folder.path().join("cache")).into_iter().flatten();
        entries.map(|entry| entry.unwrap().path()).collect()
    }

    fn cache_file(&self) -> PathBuf {
        let caches = self.caches();
        assert_eq!(caches.len(), 1, "{caches:?}");
        caches.into_iter().next().unwrap()
    }

    /// Changes a record's weather without changing its size.
    fn change(&self, id: &str, ago: u64) {
        let text = fs::read_to_string(self.file(id)).unwrap();
        let other = text.replacen("rehearsal: false,", "rehearsal: true ,", 1);
        assert_ne!(text, other);
        self.write(id, &other, ago);
    }
}

fn record<'a>(book: &'a Book, id: &str) -> &'a Arc<Record> {
    &book.records[&RecordId::new(id)]
}

#[test]
fn what_comes_from_the_cache_is_what_is_in_the_files() {
    let scene = Scene::new();
    let first = scene.open().records;
    assert_eq!(first.len(), RECORDS);
    scene.cache_file();
    assert_eq!(scene.open().records, first);
    assert_eq!(scene.anew().records, first);
    // A change that nothing shows is not seen: the second time did come from the cache.
    scene.change("copy-07", 3600);
    assert!(!record(&scene.open(), "copy-07").rehearsal);
    assert!(record(&scene.anew(), "copy-07").rehearsal, "what is checked is the file");
}

#[test]
fn records_share_their_buildings_in_memory() {
    let scene = Scene::new();
    for _ in 0..2 {
        let book = scene.open();
        let (one, other) = (record(&book, "copy-01"), record(&book, "copy-69"));
        assert!(Arc::ptr_eq(&one.building, &other.building));
        assert!(Arc::ptr_eq(&one.scenario, &other.scenario));
    }
}

#[test]
fn a_changed_file_is_read_again() {
    let scene = Scene::new();
    drop(scene.open());
    // The same size at another time, and another size at the same time.
    scene.change("copy-03", 1800);
    let text = fs::read_to_string(scene.file("copy-04")).unwrap();
    scene.write("copy-04", &text.replacen("rehearsal: false", "rehearsal: true", 1), 3600);
    scene.write("copy-05", "broken", 1800);
    fs::remove_file(scene.file("copy-06")).unwrap();
    scene.write("new", &text.replacen("copy-04", "new", 1), 60);
    let book = scene.open();
    assert!(record(&book, "copy-03").rehearsal);
    assert!(record(&book, "copy-04").rehearsal);
    assert_eq!(book.broken.len(), 1);
    assert!(book.records.contains_key(&RecordId::new("new")));
    assert_eq!(book.records, scene.anew().records);
    assert_eq!(book.records.len(), RECORDS - 1, "two gone, one new");
}

#[test]
fn a_file_of_this_very_moment_is_not_trusted_later() {
    let scene = Scene::new();
    scene.touch(&scene.file("copy-02"), 0);
    let now = SystemTime::now();
    let file = File::options().append(true).open(scene.file("copy-02")).unwrap();
    file.set_modified(now).unwrap();
    drop(scene.open());
    // It changes again within the same tick of the file system's clock.
    scene.change("copy-02", 0);
    let file = File::options().append(true).open(scene.file("copy-02")).unwrap();
    file.set_modified(now).unwrap();
    assert!(record(&scene.open(), "copy-02").rehearsal);
}

#[test]
fn a_cache_may_be_deleted_cut_or_spoilt_at_any_time() {
    let scene = Scene::new();
    let records = scene.open().records;
    let path = scene.cache_file();
    let whole = fs::read(&path).unwrap();
    let some = |bytes: &[u8]| bytes.iter().map(|byte| byte ^ 0x55).collect::<Vec<u8>>();
    for spoilt in [
        Vec::new(),
        b"something else".to_vec(),
        whole[..40].to_vec(),
        whole[..whole.len() / 2].to_vec(),
        whole[..whole.len() - 1].to_vec(),
        [&whole[..whole.len() / 2], &some(&whole[whole.len() / 2..])].concat(),
    ] {
        fs::write(&path, spoilt).unwrap();
        assert_eq!(scene.open().records, records);
    }
    // Deleted while the book is open, and with its folder.
    let book = scene.open();
    fs::remove_dir_all(path.parent().unwrap()).unwrap();
    assert_eq!(book.records, records);
    drop(book);
    assert_eq!(scene.open().records, records);
    assert_eq!(fs::read(scene.cache_file()).unwrap().len(), whole.len(), "it is there again");
}

#[test]
fn a_cache_that_can_not_be_written_is_nobodys_concern() {
    let scene = Scene::new();
    let in_the_way = scene.folder.path().join("file");
    fs::write(&in_the_way, "").unwrap();
    let (book, _) = Book::open_with(&scene.root(), &Cache::within(&in_the_way)).unwrap();
    assert_eq!(book.records.len(), RECORDS);
    assert!(book.broken.is_empty());
}

#[test]
fn nothing_of_it_is_put_into_the_book() {
    let scene = Scene::new();
    let names = || {
        let mut names: Vec<_> = fs::read_dir(scene.root())
            .unwrap()
            .chain(fs::read_dir(scene.root().join("records")).unwrap())
            .map(|entry| entry.unwrap().path())
            .collect();
        names.sort();
        names
    };
    drop(scene.anew());
    let before = names();
    // Also the second program, which may only read the book.
    let (first, second) = (scene.open(), scene.open());
    assert!(second.is_read_only());
    assert_eq!(first.records, second.records);
    drop((first, second));
    assert_eq!(names(), before);
    scene.cache_file();
}

#[test]
fn a_record_from_the_cache_is_saved_like_another() {
    let scene = Scene::new();
    drop(scene.open());
    let mut book = scene.open();
    let mut changed = Record::clone(record(&book, "copy-10"));
    assert_eq!(book.save_record(&changed).unwrap().kept_aside, Vec::<PathBuf>::new());
    changed.comments = "seen".to_owned();
    assert_eq!(book.save_record(&changed).unwrap().kept_aside, Vec::<PathBuf>::new());
    // Somebody else's version is kept aside, as ever.
    scene.change("copy-11", 10);
    let mut changed = Record::clone(record(&book, "copy-11"));
    changed.comments = "seen".to_owned();
    assert_eq!(book.save_record(&changed).unwrap().kept_aside.len(), 1);
    drop(book);
    assert_eq!(record(&scene.open(), "copy-10").comments, "seen");
}

#[test]
fn workers_of_a_pool_may_wait_for_records() {
    let scene = Scene::new();
    // More than there are workers, each of which waits for a whole book.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().unwrap();
    let read: Vec<usize> =
        pool.install(|| (0..8).into_par_iter().map(|_| scene.open().records.len()).collect());
    assert_eq!(read, vec![RECORDS; 8]);
}
