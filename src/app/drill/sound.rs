//! What a drill sounds like. The tones are made here and played by whatever the desktop has for
//! that; where there is nothing, the window shows the same without a sound.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;

/// Samples a second.
const RATE: u32 = 22_050;

/// What is heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tone {
    /// The alarm is given.
    Alarm,
    /// An inject is due.
    Chime,
    /// A second before an inject.
    Tick,
}

impl Tone {
    const ALL: [Self; 3] = [Self::Alarm, Self::Chime, Self::Tick];

    const fn file(self) -> &'static str {
        match self {
            Self::Alarm => "alarm.wav",
            Self::Chime => "chime.wav",
            Self::Tick => "tick.wav",
        }
    }

    /// How long it lasts, s.
    const fn length(self) -> f64 {
        match self {
            Self::Alarm => 4.0,
            Self::Chime => 1.2,
            Self::Tick => 0.08,
        }
    }

    /// Its wave at a moment, −1 to 1.
    fn wave(self, at: f64) -> f64 {
        let sine = |pitch: f64| (std::f64::consts::TAU * pitch * at).sin();
        match self {
            // Two tones in turn, as a sounder has them.
            Self::Alarm => 0.6 * sine(if at % 1.0 < 0.5 { 970.0 } else { 630.0 }),
            Self::Chime => {
                let second = if at > 0.35 { sine(659.3) * (-4.0 * (at - 0.35)).exp() } else { 0.0 };
                0.4 * (sine(880.0) * (-4.0 * at).exp() + second)
            }
            Self::Tick => 0.5 * sine(1_200.0) * (-40.0 * at).exp(),
        }
    }

    /// The tone as a WAV file: one channel of 16 bits.
    fn wav(self) -> Vec<u8> {
        let samples = (self.length() * f64::from(RATE)) as u32;
        let size = samples * 2;
        let mut wav = Vec::with_capacity(size as usize + 44);
        wav.extend_from_slice(b"RIFF");
        wav.extend_from_slice(&(size + 36).to_le_bytes());
        wav.extend_from_slice(b"WAVEfmt ");
        wav.extend_from_slice(&16_u32.to_le_bytes());
        wav.extend_from_slice(&1_u16.to_le_bytes());
        wav.extend_from_slice(&1_u16.to_le_bytes());
        wav.extend_from_slice(&RATE.to_le_bytes());
        wav.extend_from_slice(&(RATE * 2).to_le_bytes());
        wav.extend_from_slice(&2_u16.to_le_bytes());
        wav.extend_from_slice(&16_u16.to_le_bytes());
        wav.extend_from_slice(b"data");
        wav.extend_from_slice(&size.to_le_bytes());
        for sample in 0..samples {
            let wave = self.wave(f64::from(sample) / f64::from(RATE)).clamp(-1.0, 1.0);
            wav.extend_from_slice(&((wave * f64::from(i16::MAX)) as i16).to_le_bytes());
        }
        wav
    }
}

/// The programs that play a file, in the order in which they are tried.
fn players(file: &Path) -> Vec<Command> {
    let with = |program: &str, arguments: &[&str]| {
        let mut command = Command::new(program);
        command.args(arguments).arg(file);
        command
    };
    if cfg!(target_os = "windows") {
        let path = file.display().to_string().replace('\'', "''");
        let script = format!("(New-Object Media.SoundPlayer '{path}').PlaySync()");
        let mut command = Command::new("powershell");
        command.args(["-NoProfile", "-WindowStyle", "Hidden", "-Command", &script]);
        return vec![command];
    }
    if cfg!(target_os = "macos") {
        return vec![with("afplay", &[])];
    }
    vec![with("paplay", &[]), with("pw-play", &[]), with("aplay", &["-q"])]
}

/// Plays tones beside the window.
pub(super) struct Speaker {
    tones: Sender<Tone>,
    silent: Arc<AtomicBool>,
    deaf: Arc<AtomicBool>,
}

impl Speaker {
    pub(super) fn new() -> Self {
        let (tones, incoming) = mpsc::channel();
        let (silent, deaf) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
        let (hush, no_player) = (Arc::clone(&silent), Arc::clone(&deaf));
        std::thread::spawn(move || play_all(&incoming, &hush, &no_player, players));
        Self { tones, silent, deaf }
    }

    /// Plays a tone as soon as the one before is over.
    pub(super) fn play(&self, tone: Tone) {
        self.silent.store(false, Ordering::Relaxed);
        // The thread ends only after this sender is gone.
        let _ = self.tones.send(tone);
    }

    /// Breaks off whatever plays.
    pub(super) fn hush(&self) {
        self.silent.store(true, Ordering::Relaxed);
    }

    /// Whether the desktop has nothing to play a tone with.
    pub(super) fn is_deaf(&self) -> bool {
        self.deaf.load(Ordering::Relaxed)
    }
}

impl Drop for Speaker {
    fn drop(&mut self) {
        self.hush();
    }
}

fn play_all(
    incoming: &Receiver<Tone>,
    silent: &AtomicBool,
    deaf: &AtomicBool,
    players: impl Fn(&Path) -> Vec<Command>,
) {
    let Some(folder) = tempfile::tempdir().ok().filter(|folder| write_all(folder.path())) else {
        deaf.store(true, Ordering::Relaxed);
        return;
    };
    for tone in incoming {
        if silent.load(Ordering::Relaxed) {
            continue;
        }
        let file: PathBuf = folder.path().join(tone.file());
        let quiet = |mut command: Command| {
            command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok()
        };
        // A player that is there may still have no sound card: the next one is tried then.
        let played =
            players(&file).into_iter().filter_map(quiet).any(|child| listen(child, silent));
        deaf.store(!played, Ordering::Relaxed);
    }
}

/// Waits until a tone is over, or breaks it off; whether it was played.
fn listen(mut child: Child, silent: &AtomicBool) -> bool {
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Err(_) => return false,
            Ok(None) if silent.load(Ordering::Relaxed) => {
                // It may have ended by itself meanwhile.
                let _ = child.kill();
                let _ = child.wait();
                return true;
            }
            Ok(None) => std::thread::sleep(Duration::from_millis(20)),
        }
    }
}

fn write_all(folder: &Path) -> bool {
    Tone::ALL.iter().all(|tone| {
        let file = std::fs::File::create(folder.join(tone.file()));
        file.and_then(|mut file| file.write_all(&tone.wav())).is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a shell script as the player writes to the file that is its first argument; the
    /// second is what it is to play. `between` runs after all tones are sent and before the end.
    #[cfg(unix)]
    fn heard(
        scripts: &[&str],
        tones: &[Tone],
        between: impl FnOnce(&Path, &AtomicBool),
    ) -> (Vec<u8>, bool) {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("heard");
        std::fs::write(&log, "").unwrap();
        let player = |script: &str, file: &Path| {
            let mut command = Command::new("sh");
            command.args(["-c", script, "player"]).arg(&log).arg(file);
            command
        };
        let (silent, deaf) = (AtomicBool::new(false), AtomicBool::new(false));
        let (sender, incoming) = mpsc::channel();
        tones.iter().for_each(|tone| sender.send(*tone).unwrap());
        let (quiet, none, player) = (&silent, &deaf, &player);
        std::thread::scope(|scope| {
            scope.spawn(move || {
                let all = |file: &Path| scripts.iter().map(|one| player(one, file)).collect();
                play_all(&incoming, quiet, none, all);
            });
            between(&log, &silent);
            drop(sender);
        });
        (std::fs::read(&log).unwrap(), deaf.load(Ordering::Relaxed))
    }

    #[cfg(unix)]
    #[test]
    fn the_player_is_given_every_tone_whole_and_in_order() {
        let tones = [Tone::Alarm, Tone::Tick, Tone::Tick, Tone::Tick, Tone::Chime];
        let (heard, deaf) = heard(&[r#"cat "$2" >> "$1""#], &tones, |_, _| {});
        assert!(heard == tones.map(Tone::wav).concat(), "{} bytes", heard.len());
        assert!(!deaf);
    }

    #[cfg(unix)]
    #[test]
    fn silence_breaks_a_tone_off_and_nothing_follows() {
        let endless = r#"echo begun >> "$1"; exec sleep 600"#;
        let (heard, _) = heard(&[endless], &[Tone::Alarm, Tone::Chime], |log, silent| {
            while std::fs::read(log).unwrap().is_empty() {
                std::thread::sleep(Duration::from_millis(5));
            }
            silent.store(true, Ordering::Relaxed);
        });
        assert_eq!(heard, b"begun\n");
    }

    #[cfg(unix)]
    #[test]
    fn a_player_that_fails_gives_way_to_the_next_and_without_one_it_is_told() {
        let tone = [Tone::Tick];
        let (log, deaf) = heard(&["exit 1", r#"echo second >> "$1""#], &tone, |_, _| {});
        assert_eq!((log, deaf), (b"second\n".to_vec(), false));
        assert!(heard(&["exit 1"], &tone, |_, _| {}).1);
    }

    #[test]
    fn a_tone_is_a_wav_file_of_its_length_and_no_louder_than_it_may_be() {
        for tone in Tone::ALL {
            let wav = tone.wav();
            assert_eq!((&wav[..4], &wav[8..16]), (&b"RIFF"[..], &b"WAVEfmt "[..]));
            let size =
                |at: usize| u32::from_le_bytes([wav[at], wav[at + 1], wav[at + 2], wav[at + 3]]);
            assert_eq!(size(4) as usize, wav.len() - 8);
            assert_eq!(size(40) as usize, wav.len() - 44);
            let seconds = f64::from(size(40)) / 2.0 / f64::from(RATE);
            assert!((seconds - tone.length()).abs() < 0.001, "{tone:?}");
            let samples = wav[44..].chunks_exact(2).map(|s| i16::from_le_bytes([s[0], s[1]]));
            let loudest = samples.map(|s| i32::from(s).abs()).max().unwrap_or(0);
            assert!((3_000..=32_000).contains(&loudest), "{tone:?}: {loudest}");
        }
    }
}
