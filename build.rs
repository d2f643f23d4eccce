//! Builds the program anew when a file is added to the sample books that are embedded in it.

fn main() {
    println!("cargo::rerun-if-changed=drills");
}
